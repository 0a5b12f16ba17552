import { readFileSync } from 'node:fs'
import { defineStagedoorButton, type StagedoorButton } from '@stagedoor/client/button'
import { audius } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchPersonsBrowser, moveFocus } from './popup-browser.ts'
import { type ServedApp, serveApp } from './served-app.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

/** What the page's script keeps at hand. */
interface InPage {
  /** A client of the platform that runs. */
  readonly client: NonNullable<StagedoorButton['client']>
  /** One whose sign-ins end as the test says. */
  readonly double: NonNullable<StagedoorButton['client']>
  readonly logins: { readonly options: object; fail(code: string): void }[]
  signIn(): void
  define(name: string): void
  /** States that the page heard of, with the code of the error. */
  readonly heard: string[]
}

declare global {
  var page: InPage
}

const HTML = `<html lang="en"><title>App</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'; style-src 'self'; require-trusted-types-for 'script'">
<meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width">
<main><h1>App</h1><stagedoor-button platform="audius">Log in</stagedoor-button><span id="beside">beside</span><p id="below">below</p></main>`

describe('<stagedoor-button>, in a real browser', () => {
  let browser: Browser
  let app: ServedApp
  let platform: TestPlatform
  let page: Page
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    app = await serveApp(HTML)
    const redirectUri = `${app.origin}/callback`
    platform = await startPlatform(audius, {
      clients: [{ client_name: 'App', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }],
      // Each decides for the first time.
      users: ['ada', 'bob', 'cleo'].map((username) => ({ username, password: 'a-password' })),
    })
    await app.load(writeApp(platform, redirectUri))
    browser = await launchPersonsBrowser()
    page = await (await browser.newContext()).newPage()
  })
  beforeEach(() => startAfresh(page, [app.origin, platform.url]))
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
    app?.[Symbol.dispose]()
  })

  /** A page of another kind than most tests need. */
  async function newPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext(options)
    contexts.push(context)
    return context.newPage()
  }
  async function open(which = page): Promise<Page> {
    await which.goto(app.origin)
    await which.waitForFunction(() => globalThis.page !== undefined)
    return which
  }
  /** Opens the page with a button whose sign-ins the test ends. */
  async function openWithDouble(which = page): Promise<Page> {
    await open(which)
    await which.locator('stagedoor-button').evaluate((button: StagedoorButton) => {
      button.client = globalThis.page.double
    })
    return which
  }
  const waitForState = (page: Page, state: string) => page.locator(`stagedoor-button[state=${state}]`).waitFor()
  const heard = (page: Page) => page.evaluate(() => globalThis.page.heard)
  const note = (page: Page) => page.locator('stagedoor-button [role=status]')
  const fail = (page: Page, code: string) => page.evaluate((which) => globalThis.page.logins.at(-1)?.fail(which), code)

  it('[row: button/opens inside the click] opens the window from the click, signs in, and says so', async () => {
    await open()
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    const popup = await opened
    expect(await heard(page)).toEqual(['busy'])
    await signInAndAllow(popup)
    await waitForState(page, 'done')

    expect(await heard(page)).toEqual(['busy', 'done'])
    expect(await page.evaluate(() => globalThis.page.client.session.status)).toBe('authenticated')
    expect(await note(page).textContent()).toBe('Log in with Audius ✓')
  })

  it('[row: button/keyboard] is reached with Tab, shows its focus, and is pressed with Enter and Space', async () => {
    await openWithDouble()
    await page.keyboard.press('Tab')
    const ring = await page
      .locator('stagedoor-button')
      .evaluate((button) => getComputedStyle(button.shadowRoot?.activeElement ?? document.body).outlineStyle)
    await page.keyboard.press('Enter')
    await fail(page, 'offline')
    await page.keyboard.press('Space')

    expect(ring).toBe('solid')
    expect(await page.evaluate(() => globalThis.page.logins.length)).toBe(2)
  })

  it('[row: button/cancelled] notices a closed window, says what now, and signs in at the next click', async () => {
    // Its clock cannot be given back.
    const page = await open(await newPage())
    await page.clock.install()
    const opened = page.waitForEvent('popup')
    await page.getByRole('button').click()
    await moveFocus(page.mainFrame(), 'to the popup')
    await (await opened).close()
    await moveFocus(page.mainFrame(), 'back')
    await page.clock.runFor(4000)
    await waitForState(page, 'cancelled')
    expect(await note(page).textContent()).toBe('Not signed in. Press to try again.')
    const again = page.waitForEvent('popup')
    await page.getByRole('button').click()
    await signInAndAllow(await again, 'ada', 'a-password')
    await waitForState(page, 'done')

    expect(await heard(page)).toEqual(['busy', 'cancelled cancelled', 'busy', 'done'])
  })

  it('[row: button/denied] shows a refusal as cancelled, and tells the app which it was', async () => {
    await open()
    const opened = page.waitForEvent('popup')
    await page.getByRole('button').click()
    const popup = await opened
    await signIn(popup, 'bob', 'a-password')
    await popup.getByRole('button', { name: /^(deny|cancel)/i }).click()
    await waitForState(page, 'cancelled')

    expect(await heard(page)).toEqual(['busy', 'cancelled consent_denied'])
  })

  it('[row: button/blocked] says that the window was blocked, and goes on in this tab at the next click', async () => {
    await open()
    await page.evaluate(() => {
      window.open = () => null
    })
    await page.getByRole('button').click()
    await waitForState(page, 'blocked')
    expect(await note(page).textContent()).toBe('Window blocked. Press again to go on in this tab.')
    await page.getByRole('button').click()
    await page.waitForURL(`${platform.url}/**`)
    await signInAndAllow(page, 'cleo', 'a-password')
    await page.waitForURL(`${app.origin}/callback`)
    await page.waitForFunction(() => globalThis.page?.client.session.status === 'authenticated')
  })

  it('[row: button/late reply] is done when the reply comes after the sign-in counted as cancelled', async () => {
    await openWithDouble()
    await page.getByRole('button').click()
    await fail(page, 'cancelled')
    await waitForState(page, 'cancelled')
    await page.evaluate(() => globalThis.page.signIn())

    expect(await heard(page)).toEqual(['busy', 'cancelled cancelled', 'done'])
  })

  it('[row: button/second click] asks again while busy, and does not care how the first one fails', async () => {
    await openWithDouble()
    await page.getByRole('button').click()
    await page.getByRole('button').click()
    await page.evaluate(() => globalThis.page.logins[0]?.fail('cancelled'))
    await page.evaluate(() => globalThis.page.signIn())

    expect(await page.evaluate(() => globalThis.page.logins.length)).toBe(2)
    expect(await heard(page)).toEqual(['busy', 'busy', 'done'])
  })

  it('[row: button/note goes] takes the note away when the focus goes on, not when another window has it', async () => {
    await openWithDouble()
    await page.getByRole('button').click()
    await fail(page, 'popup_blocked')
    await waitForState(page, 'blocked')
    await page.keyboard.press('Tab')
    await waitForState(page, 'idle')

    expect(await note(page).textContent()).toBe('')
  })

  it('[row: button/no layout shift] moves nothing in any state, at any size', async () => {
    await openWithDouble()
    const shifts = await page.evaluate(async () => {
      const button = document.querySelector<StagedoorButton>('stagedoor-button')
      const shown = (): string =>
        JSON.stringify(
          ['stagedoor-button', '#beside', '#below', 'main'].map((selector) => document.querySelector(selector)?.getBoundingClientRect()),
        )
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const moved: string[] = []
      const entries: PerformanceEntry[] = []
      for (const size of ['small', 'medium', 'large', 'touch']) {
        button?.setAttribute('size', size)
        await frame()
        const before = shown()
        const observer = new PerformanceObserver((list) => void entries.push(...list.getEntries()))
        observer.observe({ type: 'layout-shift' })
        for (const code of ['popup_blocked', 'cancelled', 'consent_denied', 'offline']) {
          button?.shadowRoot?.querySelector('button')?.click()
          await frame()
          if (shown() !== before) moved.push(`${size} busy`)
          globalThis.page.logins.at(-1)?.fail(code)
          await frame()
          if (shown() !== before) moved.push(`${size} ${code}`)
        }
        globalThis.page.signIn()
        await frame()
        if (shown() !== before) moved.push(`${size} done`)
        observer.disconnect()
      }
      return { moved, entries: entries.length, scrolls: document.documentElement.scrollWidth > innerWidth }
    })

    expect(shifts).toEqual({ moved: [], entries: 0, scrolls: false })
  })

  it('[row: button/before its script] has its later size from the style that the guide gives, and moves nothing when it is defined', async () => {
    const guide = readFileSync(new URL('../../docs/guides/button.md', import.meta.url), 'utf8')
    const style = /```css\n([^`]*)```/.exec(guide)?.[1]
    await page.route(`${app.origin}/before`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><style>${style}</style>before <stagedoor-button platform="audius" size="large">Log in with Audius</stagedoor-button> <b>beside</b><p>below</p>`,
      }),
    )
    await page.goto(`${app.origin}/before`)
    const measure = () =>
      page.evaluate(() =>
        ['stagedoor-button', 'b', 'p'].map((selector) => JSON.stringify(document.querySelector(selector)?.getBoundingClientRect())),
      )
    const before = await measure()
    await page.addScriptTag({ url: `${app.origin}/app.js`, type: 'module' })
    await page.waitForFunction(() => globalThis.page !== undefined)
    await page.unroute(`${app.origin}/before`)

    expect(await page.evaluate(() => document.querySelector('stagedoor-button')?.shadowRoot?.querySelector('button')?.offsetHeight)).toBe(
      40,
    )
    expect(await measure()).toEqual(before)
  })

  it('[row: button/sizes] is 20, 28, 40 and 48 pixels high; what can be hit is 24 at least, and 44 under a finger', async () => {
    const measure = async (page: Page) =>
      page.evaluate(() => {
        const button = document.querySelector('stagedoor-button')
        return ['small', 'medium', 'large', 'touch'].map((size) => {
          button?.setAttribute('size', size)
          const { top, bottom, left, width, height } = button?.getBoundingClientRect() ?? new DOMRect()
          const middle = left + width / 2
          const hit = (y: number): boolean => document.elementFromPoint(middle, y) === button
          let above = 0
          let below = 0
          while (hit(Math.ceil(top) - above - 1)) above++
          while (hit(Math.floor(bottom) + below + 0.9)) below++
          return { height, hit: above + height + below }
        })
      })

    const mouse = await measure(await openWithDouble())
    const finger = await measure(
      await openWithDouble(await newPage({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } })),
    )

    expect(mouse.map(({ height }) => height)).toEqual([20, 28, 40, 48])
    expect(finger.map(({ height }) => height)).toEqual([20, 28, 40, 48])
    expect(Math.min(...mouse.map(({ hit }) => hit))).toBeGreaterThanOrEqual(24)
    expect(Math.min(...finger.map(({ hit }) => hit))).toBeGreaterThanOrEqual(44)
  })

  it('[row: button/attributes] takes corners, text, full width, an icon and a language', async () => {
    await openWithDouble()
    const look = await page.evaluate(() => {
      const button = document.querySelector('stagedoor-button')
      const inner = button?.shadowRoot?.querySelector('button')
      const picture = document.createElement('img')
      picture.slot = 'icon'
      for (const [name, value] of [
        ['corners', 'pill'],
        ['full-width', ''],
        ['lang', 'de-AT'],
      ] as const)
        button?.setAttribute(name, value)
      button?.append(picture)
      const german = inner?.textContent
      button?.setAttribute('custom-text', 'Join for $5')
      return {
        german,
        custom: inner?.textContent,
        lang: inner?.lang,
        radius: inner && getComputedStyle(inner).borderRadius,
        full: button?.clientWidth === button?.parentElement?.clientWidth,
        icon: picture.getBoundingClientRect().width,
        accent: inner && getComputedStyle(inner).backgroundColor,
      }
    })

    expect(look).toEqual({
      german: 'Mit Audius anmelden',
      custom: 'Join for $5',
      lang: 'de-AT',
      radius: '99px',
      full: true,
      icon: 14,
      accent: 'rgb(126, 27, 204)',
    })
  })

  it('[row: button/right to left] speaks a language that it is given, from right to left, with its note in view', async () => {
    const wide = page.viewportSize()
    await page.setViewportSize({ width: 320, height: 500 })
    await open()
    const shown = await page.evaluate(() => {
      document.documentElement.lang = 'ar'
      document.documentElement.dir = 'rtl'
      const button = document.querySelector<StagedoorButton>('stagedoor-button')
      if (button) {
        button.words = { lang: 'ar', login: 'تسجيل الدخول عبر $', blocked: 'حظر المتصفح النافذة. اضغط مرة أخرى للمتابعة هنا.' }
        button.client = globalThis.page.double
      }
      button?.shadowRoot?.querySelector('button')?.click()
      globalThis.page.logins.at(-1)?.fail('popup_blocked')
      return new Promise<object>((resolve) =>
        setTimeout(() => {
          const [icon, label, aside] = ['slot i', 'span', 'p'].map((part) =>
            button?.shadowRoot?.querySelector(part)?.getBoundingClientRect(),
          )
          resolve({
            iconIsRight: (icon?.left ?? 0) > (label?.right ?? 0),
            noteInView: (aside?.left ?? -1) >= 0 && (aside?.right ?? 999) <= innerWidth,
            text: button?.shadowRoot?.querySelector('span')?.textContent,
            scrolls: document.documentElement.scrollWidth > innerWidth,
          })
        }),
      )
    })
    if (wide !== null) await page.setViewportSize(wide)

    expect(shown).toEqual({ iconIsRight: true, noteInView: true, text: 'تسجيل الدخول عبر Audius', scrolls: false })
  })

  it('[row: button/nothing global] leaves no id and no style outside, and works where a policy forbids inline styles and markup', async () => {
    await open()

    expect(
      await page.evaluate(() => ({
        ids: document.querySelector('stagedoor-button')?.shadowRoot?.querySelectorAll('[id]').length,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        height: document.querySelector('stagedoor-button')?.clientHeight,
      })),
    ).toEqual({ ids: 0, sheets: 0, height: 28 })
  })

  it('[row: button/set before defined] keeps what was set before the element was defined', async () => {
    await open()
    const kept = await page.evaluate(() => {
      const early = Object.assign(document.createElement('late-button'), {
        client: globalThis.page.double,
        loginOptions: { scope: 'write' },
      })
      document.body.append(early)
      globalThis.page.define('late-button')
      early.shadowRoot?.querySelector('button')?.click()
      return [early.shadowRoot?.textContent, globalThis.page.logins.map(({ options }) => options)]
    })

    expect(kept).toEqual(['Log in with AudiusLog in with Audius …', [{ scope: 'write' }]])
  })

  it('throws where there is no client', async () => {
    await open()
    await page.locator('stagedoor-button').evaluate((button: StagedoorButton) => {
      button.client = undefined
    })
    const thrown = page.waitForEvent('pageerror')
    await page.getByRole('button').click()

    expect((await thrown).name).toBe('TypeError')
  })

  it('[row: button/motion] stands still for a person who asked for that', async () => {
    const animation = async (): Promise<string | undefined> => {
      await openWithDouble()
      await page.getByRole('button').click()
      return page.evaluate(() => {
        const mark = document.querySelector('stagedoor-button')?.shadowRoot?.querySelector('i')
        return mark ? getComputedStyle(mark).animationName : undefined
      })
    }

    expect(await animation()).toBe('b')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await animation()).toBe('none')
    await page.emulateMedia({ reducedMotion: null })
  })

  it.each([
    { scheme: 'light', contrast: 'none', rules: 'axe.run(document)' },
    // What colours can change.
    { scheme: 'dark', contrast: 'none', rules: `axe.run(document, { runOnly: ['color-contrast'] })` },
    { scheme: 'dark', contrast: 'active', rules: `axe.run(document, { runOnly: ['color-contrast'] })` },
  ] as const)(
    '[row: button/accessible] passes axe in every state: $scheme, forced colours $contrast',
    async ({ scheme, contrast, rules }) => {
      const page = await openWithDouble(await newPage({ colorScheme: scheme, forcedColors: contrast, bypassCSP: true }))
      await page.evaluate(axe.source)
      const violations: unknown[] = []
      for (const code of [undefined, 'popup_blocked', 'cancelled', 'offline']) {
        if (code !== undefined) await page.getByRole('button').click()
        if (code !== undefined) await fail(page, code)
        const found: axe.AxeResults = await page.evaluate(rules)
        violations.push(...found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))
      }
      const edge = await page.locator('stagedoor-button button').evaluate((button) => getComputedStyle(button).borderTopStyle)

      expect(violations).toEqual([])
      expect(edge).toBe('solid')
    },
  )

  it('[row: button/on a server] is defined by nobody where there are no elements, and imported without any', () => {
    expect(globalThis.customElements).toBeUndefined()
    expect(() => defineStagedoorButton()).not.toThrow()
  })
})

function writeApp({ url, client }: TestPlatform, redirectUri: string): string {
  const options = { baseUrl: url, clientId: client.id, redirectUri, scope: 'read' }
  return `
    import { audius, createClient } from '@stagedoor/client'
    import { defineStagedoorButton } from '@stagedoor/client/button'
    import { finishSignIn } from '@stagedoor/client/callback'
    const client = createClient({ ...${JSON.stringify(options)}, platform: audius })
    if (location.pathname === '/callback') await client.handleCallback()
    const logins = []
    let signedIn = () => undefined
    const double = {
      platform: audius,
      session: client.session,
      on(name, listener) { signedIn = listener; return () => { signedIn = () => undefined } },
      login: (options) => new Promise((_, reject) => logins.push({ options, fail: (code) => reject(Object.assign(new Error(code), { code, continueInThisTab: code === 'popup_blocked' ? double.login : undefined })) })),
    }
    const heard = []
    addEventListener('stagedoor-change', ({ detail }) => heard.push([detail.state, detail.error?.code].filter(Boolean).join(' ')))
    document.querySelector('stagedoor-button').client = client
    defineStagedoorButton()
    globalThis.page = { client, double, logins, signIn: () => signedIn(), heard, define: defineStagedoorButton }`
}
