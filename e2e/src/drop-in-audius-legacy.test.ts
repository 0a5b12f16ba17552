import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type ServedApp, serveApp } from './served-app.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

const deny = /^(deny|cancel|don.t allow|do not allow)/i

/** What the callbacks have heard, in order. */
type Told = readonly { readonly success?: readonly [profile: Readonly<Record<string, unknown>>, jwt: string]; readonly error?: string }[]

/** `@stagedoor/client/audius-legacy` in Chromium, against the emulator, with its real signatures. */
describe('@stagedoor/client/audius-legacy in a browser', () => {
  let stagedoor: RunningStagedoor
  let app: ServedApp
  let browser: Browser
  let page: Page
  /** Somebody who has allowed nothing yet. */
  let username = 'artist-0'

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'audius-legacy'])
    app = await serveApp(html)
    await app.load(script({ appName: 'Drop-in App', apiEndpoint: stagedoor.platforms['audius-legacy'].issuer }))
    browser = await launchBrowser()
    page = await (await browser.newContext()).newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.[Symbol.dispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    username = `artist-${Number(username.split('-')[1]) + 1}`
    await stagedoor.post('audius-legacy/users', {
      username,
      password: 'stage-demo',
      name: 'An Artist',
      email: `${username}@artists.example`,
    })
    await startAfresh(page, [app.origin, stagedoor.url])
    await page.goto(app.origin)
  })

  const button = '#audius-login-button'
  const openPopup = async (): Promise<Page> => {
    const opened = page.waitForEvent('popup')
    await page.click(button)
    const popup = await opened
    // It opens empty, and is sent to the platform then.
    await popup.waitForURL((url) => url.protocol !== 'about:')
    return popup
  }
  const told = async (count = 1): Promise<Told> => {
    await page.waitForFunction(`window.told.length >= ${count}`)
    return page.evaluate('window.told')
  }

  it("replaces the element with the button, as the document's observer sees it, and signs in by it", async () => {
    await page.waitForSelector('#ready')
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed

    expect(await told()).toEqual([
      {
        success: [
          expect.objectContaining({ handle: username, name: 'An Artist', email: `${username}@artists.example`, verified: false }),
          expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        ],
      },
    ])
    expect(await page.$('#audiusLogInButton')).toBeNull()
  })

  it('tells of a denial, once', async () => {
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signIn(popup, username, 'stage-demo')
    await popup.getByRole('button', { name: deny }).click()
    await closed

    expect(await told()).toEqual([{ error: 'consent_denied' }])
  })

  it('hears of the second of two clicks only', async () => {
    const first = await openPopup()
    await first.waitForLoadState()
    const firstClosed = first.waitForEvent('close')
    const popup = await openPopup()
    await firstClosed
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed

    expect(await told()).toEqual([{ success: [expect.objectContaining({ handle: username }), expect.any(String)] }])
  })

  it('signs in on the full page, and finishes on the callback page', async () => {
    await page.evaluate(`void oauth.login({ redirectUri: location.origin + '/callback' })`)
    await page.waitForURL(`${stagedoor.url}/**`)
    await signInAndAllow(page, username)
    await page.waitForURL(`${app.origin}/callback**`)

    expect(await told()).toEqual([{ success: [expect.objectContaining({ handle: username }), expect.any(String)] }])
    expect(page.url()).toBe(`${app.origin}/callback`)
  })

  it('[trap 9] tells no success for a message with a token under another state', async () => {
    const popup = await openPopup()
    await popup.waitForLoadState()
    await popup.evaluate(`opener.postMessage({ token: 'a.j.wt', state: 'of-another' }, ${JSON.stringify(app.origin)})`)

    expect(await told()).toEqual([{ error: 'state_mismatch' }])
    expect(popup.isClosed()).toBe(true)
  })

  it('[trap 10] tells the error callback of a token whose signature is not right', async () => {
    const popup = await openPopup()
    await popup.waitForLoadState()
    const state = await page.evaluate('oauth.getCsrfToken()')
    const forged = `${encode({ typ: 'JWT', alg: 'keccak256' })}.${encode({ userId: 1, iat: 1 })}.${btoa(`0x${'11'.repeat(65)}`)}`
    await popup.evaluate(
      `opener.postMessage({ token: ${JSON.stringify(forged)}, state: ${JSON.stringify(state)} }, ${JSON.stringify(app.origin)})`,
    )

    expect(await told()).toEqual([{ error: 'proof_rejected' }])
  })

  it('[trap 19] keeps neither token nor profile, so that there is nothing to log out of', async () => {
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed
    const [first] = await told()

    expect(first?.success?.[1]).toMatch(/^ey/)
    expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).toBe('{}')
  })

  it('has buttons that everybody can see and reach, light and dark', async () => {
    await page.goto(`${app.origin}/buttons`)
    await page.waitForSelector('.large.pill')
    const box = async (selector: string): Promise<{ width: number; height: number }> =>
      (await page.locator(selector).boundingBox()) ?? { width: 0, height: 0 }
    expect((await box('.medium')).height).toBe(28)
    expect((await box('.large')).height).toBe(40)
    expect((await box('.small')).height).toBe(24) // 20 of them painted
    expect((await box('.fullWidth')).width).toBeGreaterThan(400)
    expect(await page.locator('.small').textContent()).toBe('<b>Mit Audius weiter</b>')

    await page.keyboard.press('Tab')
    await page.evaluate(axe.source)
    const everything = `{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], rules: { 'duplicate-id': { enabled: false } } }`
    const whatColoursChange = `{ runOnly: ['color-contrast'] }`
    for (const [colorScheme, options] of [
      ['light', everything],
      ['dark', whatColoursChange],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      const ring: unknown = await page.evaluate(`getComputedStyle(document.activeElement).outlineWidth`)
      expect(ring).toBe('2px')
      const { violations }: axe.AxeResults = await page.evaluate(`axe.run('main', ${options})`)
      expect(violations.map(({ id }) => [colorScheme, id])).toEqual([])
    }
  })
})

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** As in the document: the element is replaced, a loader waits for it. */
const html = `<title>App</title><meta name="color-scheme" content="light dark">
  <style>body { background: light-dark(#fff, #121212); width: 480px } main { display: grid; gap: 12px; justify-items: start }</style>
  <main id="parent"><div id="audiusLogInButton"></div></main>`

function script(config: Readonly<Record<string, string>>): string {
  return `
    import { sdk } from '@stagedoor/client/audius-legacy'
    const { oauth } = sdk(${JSON.stringify(config)})
    Object.assign(window, { oauth, told: [] })
    oauth.init((profile, jwt) => told.push({ success: [profile, jwt] }), (message, error) => told.push({ error: error.code }))
    const parent = document.querySelector('#parent')
    const observer = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
      if (node.id === 'audius-login-button') document.body.append(Object.assign(document.createElement('p'), { id: 'ready', textContent: 'The button is there.' }))
    })))
    observer.observe(parent, { subtree: false, childList: true })
    if (location.pathname === '/callback') oauth.handleRedirect()
    if (location.pathname === '/buttons') {
      const options = [
        {}, { size: 'medium', corners: 'default' }, { size: 'small', customText: '<b>Mit Audius weiter</b>' },
        { size: 'large', corners: 'pill' }, { fullWidth: true, disableHoverGrow: true },
      ]
      const elements = options.map(() => parent.appendChild(document.createElement('div')))
      elements.forEach((element, index) => index % 2 ? oauth.renderButton(element, options[index]) : oauth.renderButton({ element, buttonOptions: options[index] }))
    } else oauth.renderButton(document.getElementById('audiusLogInButton'), { size: 'large', corners: 'pill', customText: 'Continue with Audius' })`
}
