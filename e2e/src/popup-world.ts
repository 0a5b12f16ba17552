import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openKeptPage, renewContext } from '../../tools/renew-context.ts'
import { PACE, type PopupApp, type Serving, servePopupApp } from './popup-app.ts'
import { launchPersonsBrowser, moveFocus } from './popup-browser.ts'

/** An app, a platform and a person's browser, for the tests of one file; every test has an artist of its own, and a browser context as good as that. */
export interface PopupWorld {
  readonly stagedoor: RunningStagedoor
  readonly app: PopupApp
  readonly context: BrowserContext
  readonly page: Page
  /** Where the app runs: the page, or a frame in it. */
  frame: Frame
  /** Has allowed nothing yet. */
  readonly username: string
  /** Leaves for a context of its own, for a test that changes the context for good. */
  standAlone(): Promise<void>
  /** Leaves for a context whose clock is Playwright's. */
  fakeTime(): Promise<void>
  /** Has every sign-in page send this Cross-Origin-Opener-Policy. */
  cutOff(policy: string): Promise<void>
  open(serving: Serving, search?: string): Promise<void>
  /** Presses the button. */
  press(): Promise<Page>
  /** Presses the button; the window takes the focus, as it does on a desk. */
  openPopup(): Promise<Page>
  /** Has the pages live through this time at once, every timer in its turn: what is not settled after it, waits. */
  letPass(seconds: number): Promise<void>
  /** How each login went, so far. */
  outcomes(): Promise<unknown>
  /** How the first login goes. */
  outcome(): Promise<string>
  evaluate(expression: string): Promise<unknown>
  /** Token requests of this test. */
  tokenRequests(): Promise<number>
}

/**
 * Sets the world up around the tests of a file.
 *
 * @param ownContexts - Whether every test stands alone from the start. Default: false.
 */
export function usePopupWorld({ ownContexts = false }: { readonly ownContexts?: boolean } = {}): PopupWorld {
  let stagedoor: RunningStagedoor
  let app: PopupApp
  let browser: Browser
  let plain: BrowserContext
  let timed: BrowserContext | undefined
  let alone: BrowserContext | undefined
  let context: BrowserContext
  let page: Page
  let frame: Frame
  let username = 'artist-0'

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'standard'])
    app = await servePopupApp()
    const { clientId } = await stagedoor.register('standard', {
      client_name: 'Popup app',
      redirect_uris: ['plain/callback.html', 'isolated/callback.html', 'shipped.html'].map((path) => `${app.origin}/${path}`),
      token_endpoint_auth_method: 'none',
      scope: 'openid profile tracks:read',
    })
    await app.load({ clientId, baseUrl: stagedoor.platforms.standard.issuer })
    browser = await launchPersonsBrowser()
    plain = await browser.newContext()
  })
  afterAll(async () => {
    await browser?.close()
    app?.[Symbol.dispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    username = `artist-${Number(username.split('-')[1]) + 1}`
    // First: nothing of the test before is counted here.
    await (ownContexts ? standAlone() : enter(plain))
    await Promise.all([
      stagedoor.post('standard/users', { username, password: 'stage-demo' }),
      fetch(`${stagedoor.control}/standard/requests`, { method: 'DELETE' }),
    ])
  })
  afterEach(async () => {
    await Promise.all([alone?.close(), fetch(`${stagedoor.control}/standard/faults`, { method: 'DELETE' })])
    alone = undefined
  })
  const enter = async (next: BrowserContext): Promise<void> => {
    context = next
    if (next !== alone) await renewContext(next, `${app.origin}/blank`)
    page = await openKeptPage(next)
    frame = page.mainFrame()
  }
  const standAlone = async (): Promise<void> => {
    alone = await browser.newContext()
    await enter(alone)
  }

  const press = async (): Promise<Page> => {
    const opened = context.waitForEvent('page')
    await frame.click('#log-in')
    const popup = await opened
    await popup.getByRole('button', { name: /^sign in$/i }).waitFor()
    return popup
  }
  return {
    get stagedoor() {
      return stagedoor
    },
    get app() {
      return app
    },
    get context() {
      return context
    },
    get page() {
      return page
    },
    get frame() {
      return frame
    },
    set frame(next) {
      frame = next
    },
    get username() {
      return username
    },
    standAlone,
    async fakeTime() {
      timed ??= await browser.newContext()
      await timed.clock.install()
      await enter(timed)
    },
    cutOff: async (policy) => void (await stagedoor.post('standard/faults', { kind: 'cross_origin_opener_policy', policy })),
    open: async (serving, search = '') => void (await page.goto(`${app.origin}/${serving}/${search}`)),
    press,
    async openPopup() {
      const popup = await press()
      await moveFocus(frame, 'to the popup')
      return popup
    },
    letPass: (seconds) => context.clock.runFor((seconds * 1000) / PACE),
    outcomes: () => frame.evaluate('outcomes'),
    outcome: async () => (await frame.locator('output').filter({ hasText: /./ }).textContent()) ?? '',
    evaluate: (expression) => frame.evaluate(expression),
    async tokenRequests() {
      const answer = await fetch(`${stagedoor.control}/standard/requests`)
      const { requests }: { requests: { endpoint: string }[] } = await answer.json()
      return requests.filter(({ endpoint }) => endpoint === 'token').length
    },
  }
}
