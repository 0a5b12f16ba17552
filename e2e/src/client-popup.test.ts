import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PopupApp, type Serving, servePopupApp } from './popup-app.ts'
import { launchPersonsBrowser, moveFocus } from './popup-browser.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'

const deny = /^(deny|cancel|don.t allow|do not allow)/i

interface Surroundings {
  readonly name: string
  readonly serving: Serving
  readonly policy?: string
}

/** Everything that cuts a window off its opener, and the case in which nothing does. */
const surroundings: readonly Surroundings[] = [
  { name: 'no policy', serving: 'plain' },
  { name: 'COOP same-origin', serving: 'plain', policy: 'same-origin' },
  { name: 'COOP same-origin-allow-popups', serving: 'plain', policy: 'same-origin-allow-popups' },
  { name: 'COOP noopener-allow-popups', serving: 'plain', policy: 'noopener-allow-popups' },
  { name: 'isolated app', serving: 'isolated' },
]

describe('a popup', () => {
  let stagedoor: RunningStagedoor
  let app: PopupApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  /** Somebody who has allowed nothing yet. */
  let username = 'artist-0'

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'standard'])
    app = await servePopupApp()
    const { clientId } = await stagedoor.register('standard', {
      client_name: 'Popup app',
      redirect_uris: [`${app.origin}/plain/callback.html`, `${app.origin}/isolated/callback.html`],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile tracks:read',
    })
    await app.load({ clientId, baseUrl: stagedoor.platforms.standard.issuer })
    browser = await launchPersonsBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.[Symbol.dispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    username = `artist-${Number(username.split('-')[1]) + 1}`
    await stagedoor.post('standard/users', { username, password: 'stage-demo' })
    context = await browser.newContext()
    page = await context.newPage()
  })
  afterEach(async () => {
    await context?.close()
    await fetch(`${stagedoor.control}/standard/faults`, { method: 'DELETE' })
  })

  const openApp = async ({ serving, policy }: Surroundings): Promise<void> => {
    if (policy !== undefined) await stagedoor.post('standard/faults', { kind: 'cross_origin_opener_policy', policy })
    await page.goto(`${app.origin}/${serving}/`)
  }
  /** Presses the button; the window takes the focus, as it does on a desk. */
  const openPopup = async (): Promise<Page> => {
    const opened = context.waitForEvent('page')
    await page.click('button')
    const popup = await opened
    await moveFocus(page, 'to the popup')
    await popup.getByRole('button', { name: /^sign in$/i }).waitFor()
    return popup
  }
  const outcomes = (): Promise<unknown> => page.evaluate('outcomes')
  const outcome = async (): Promise<string> => (await page.locator('output').filter({ hasText: /./ }).textContent()) ?? ''
  const tokenRequests = async (): Promise<number> => {
    const answer = await fetch(`${stagedoor.control}/standard/requests`)
    const { requests }: { requests: { endpoint: string }[] } = await answer.json()
    return requests.filter(({ endpoint }) => endpoint === 'token').length
  }

  describe.each(surroundings)('$name', (around) => {
    it(`[row: popup/${around.name}] signs in and closes itself, with one token request`, async () => {
      await openApp(around)
      const before = await tokenRequests()
      const popup = await openPopup()
      const closed = popup.waitForEvent('close')
      await signInAndAllow(popup, username)
      await closed

      expect(await outcome()).toBe('authenticated')
      expect(await page.evaluate('crossOriginIsolated')).toBe(around.serving === 'isolated')
      expect(await page.evaluate('events')).toEqual(['signed_in'])
      expect((await tokenRequests()) - before).toBe(1)
    })

    it(`[row: popup/${around.name}: closed] notices a person who closes the window`, async () => {
      await openApp(around)
      const popup = await openPopup()
      await popup.close()
      await moveFocus(page, 'back')

      expect(await outcome()).toBe('cancelled')
    })

    it(`[row: popup/${around.name}: denied] tells that the person did not allow it, and closes itself`, async () => {
      await openApp(around)
      const popup = await openPopup()
      const closed = popup.waitForEvent('close')
      await signIn(popup, username, 'stage-demo')
      await popup.getByRole('button', { name: deny }).click()
      await closed

      expect(await outcome()).toBe('consent_denied')
    })

    it(`[row: popup/${around.name}: left open] is not cancelled while the window is open, whoever looks elsewhere; an AbortSignal ends it`, async () => {
      await openApp(around)
      await openPopup()
      // Five seconds each by the page's clock: in the window, and then back on the page with the window behind it.
      await page.waitForTimeout(1000)
      await moveFocus(page, 'back by a click')
      await page.waitForTimeout(1000)
      expect(await outcomes()).toEqual([])

      await page.evaluate('abort.abort()')
      expect(await outcome()).toBe('cancelled')
    })

    it(`[row: popup/${around.name}: focus never reported] signs in a person who takes long, though no focus event ever came`, async () => {
      await openApp(around)
      const opened = context.waitForEvent('page')
      await page.click('button')
      const popup = await opened
      await page.waitForTimeout(1000)
      expect(await outcomes()).toEqual([])
      await signInAndAllow(popup, username)

      expect(await outcome()).toBe('authenticated')
    })
  })
})
