import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { loadAudiusSdkBundle } from './audius-sdk-bundle.ts'
import { type ServedApp, serveApp } from './served-app.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

const deny = /^(deny|cancel|don.t allow|do not allow)/i

/** `@stagedoor/client/audius` in Chromium, against the emulator: what depends on windows, tabs and the platform's own answers. */
describe('@stagedoor/client/audius in a browser', () => {
  let stagedoor: RunningStagedoor
  let app: ServedApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let apiKey: string
  /** Grant types of the token requests so far. */
  let sent: string[]
  /** Somebody who has allowed nothing yet. */
  let username = 'artist-0'

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'audius'])
    app = await serveApp(html)
    const { clientId } = await stagedoor.register('audius', {
      client_name: 'Drop-in App',
      redirect_uris: [`${app.origin}/callback`],
      scope: 'read write',
    })
    apiKey = clientId
    // As the original SDK looks for it in development; the browser leads it to the emulator.
    await app.load(script({ appName: 'Drop-in App', apiKey, environment: 'development' }))
    app.addFile('/sdk-16.js', await loadAudiusSdkBundle('16.0.0'))
    browser = await launchBrowser({ hostResolverRules: `MAP audius-api ${new URL(stagedoor.url).host}` })
    context = await browser.newContext()
    context.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/oauth/token')) sent.push(request.postDataJSON().grant_type)
    })
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.[Symbol.dispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    username = `artist-${Number(username.split('-')[1]) + 1}`
    await stagedoor.post('audius/users', { username, password: 'stage-demo', name: 'An Artist' })
    await startAfresh(page, [app.origin, 'http://audius-api'])
    sent = []
    await page.goto(app.origin)
  })
  afterEach(async () => {
    await fetch(`${stagedoor.control}/audius/faults`, { method: 'DELETE' })
  })

  const outcome = async (on = page): Promise<string> => {
    await on.waitForSelector('#outcome')
    return (await on.textContent('#outcome')) ?? ''
  }
  const openPopup = async (button = '#popup'): Promise<Page> => {
    const opened = context.waitForEvent('page')
    await page.click(button)
    return opened
  }
  /** Signs in as somebody whom the platform knows, and who has allowed it before. */
  const logIn = async (): Promise<void> => {
    const cookie = await stagedoor.signIn('audius', username, [{ clientId: apiKey, scope: 'write' }])
    const [name = '', value = ''] = cookie.split('=')
    // Its name ends in the port, which the SDK's address has not.
    await context.addCookies([{ name: name.replace(/_\d+$/, ''), value, url: 'http://audius-api/' }])
    await page.click('#popup')
    expect(await outcome()).toBe('signed in')
  }
  const evaluate = (expression: string, on = page): Promise<unknown> => on.evaluate(expression)

  it('signs in by popup, reads the user under all names, and survives a reload', async () => {
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed
    expect(await outcome()).toBe('signed in')
    expect(await evaluate('audius.oauth.getUser()')).toMatchObject({
      id: expect.any(String),
      userId: expect.any(Number),
      handle: username,
      name: 'An Artist',
      isVerified: false,
      verified: false,
    })
    await page.reload()
    expect(await evaluate('audius.oauth.isAuthenticated()')).toBe(true)
    expect(sent).toEqual(['authorization_code'])
  })

  it('signs in with a name alone, for read', async () => {
    const popup = await openPopup('#named')
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed

    expect(await outcome()).toBe('signed in')
    expect(await evaluate('named.oauth.getUser()')).toMatchObject({ handle: username })
    expect(await evaluate('audius.oauth.isAuthenticated()')).toBe(false)
  })

  it('[trap 2] refreshes once for two tabs with two calls each, though a second use would end the session', async () => {
    await logIn()
    const other = await context.newPage()
    await other.goto(app.origin)
    await stagedoor.post('audius/faults', { kind: 'strict_rotation' })
    await evaluate(`(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith('/session'))
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), expiresAt: 1, refreshAt: 1 }))
    })()`)
    const twice = 'Promise.all([audius.oauth.isAuthenticated(), audius.oauth.isAuthenticated()])'

    expect(await Promise.all([evaluate(twice), evaluate(twice, other)])).toEqual([
      [true, true],
      [true, true],
    ])
    expect(sent).toEqual(['authorization_code', 'refresh_token'])
    expect(await evaluate('audius.oauth.getUser()', other)).toMatchObject({ handle: username })
  })

  it('[trap 3] tells login() that the person did not allow it, and closes the popup', async () => {
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signIn(popup, username, 'stage-demo')
    await popup.getByRole('button', { name: deny }).click()
    await closed

    expect(await outcome()).toBe('consent_denied')
    expect(sent).toEqual([])
  })

  it('[trap 3] tells handleRedirect() so on the full page, and leaves a clean URL', async () => {
    await page.click('#page')
    await signIn(page, username, 'stage-demo')
    await page.getByRole('button', { name: deny }).click()
    await page.waitForURL(`${app.origin}/callback**`)

    expect(await outcome()).toBe('consent_denied')
    expect(page.url()).toBe(`${app.origin}/callback`)
  })

  it('[trap 12] finishes a full-page sign-in in a tab that another page opened, and leaves the tab open', async () => {
    const opened = context.waitForEvent('page')
    await evaluate(`void window.open(${JSON.stringify(`${app.origin}/`)})`)
    const tab = await opened
    await tab.click('#page')
    await signInAndAllow(tab, username)
    await tab.waitForURL(`${app.origin}/callback**`)

    expect(await outcome(tab)).toBe('handled')
    expect(await evaluate('opener !== null', tab)).toBe(true)
    expect(await evaluate('audius.oauth.isAuthenticated()', tab)).toBe(true)
    expect(tab.isClosed()).toBe(false)
    expect(sent).toEqual(['authorization_code'])
  })

  it('[trap 13] signs in though the sign-in page cuts its opener off, and says the same that it stores', async () => {
    await stagedoor.post('audius/faults', { kind: 'cross_origin_opener_policy' })
    const popup = await openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed

    expect(await outcome()).toBe('signed in')
    expect(await evaluate('audius.oauth.isAuthenticated()')).toBe(true)
    expect(sent).toEqual(['authorization_code'])
  })

  it('[trap 19] revokes at Audius on logout, for every tab', async () => {
    await logIn()
    const other = await context.newPage()
    await other.goto(app.origin)
    const token = await evaluate('audius.tokenStore.getAccessToken()')
    const me = async (): Promise<number> =>
      (await fetch(`${stagedoor.platforms.audius.issuer}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await me()).toBe(200)

    expect(await evaluate('audius.oauth.logout()')).toEqual({ revoked: true })
    expect(await me()).toBe(401)
    expect(await evaluate('audius.oauth.isAuthenticated()', other)).toBe(false)
    expect(await evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(token)
  })

  it("lends its tokens to the original SDK's other parts", async () => {
    await logIn()
    await page.addScriptTag({ url: '/sdk-16.js' })
    await evaluate('window.original = audiusSdk({ ...config, redirectUri: undefined, services: { tokenStore: audius.tokenStore } })')

    expect(await evaluate('original.oauth.isAuthenticated()')).toBe(true)
    expect(await evaluate('original.oauth.getUser()')).toMatchObject({ handle: username })
  })
})

const html = `<title>App</title>
  <button id="popup">Log in</button> <button id="page">Log in on this page</button> <button id="named">Log in, by name</button>`

/** The document's app: one page, and `/callback`. */
function script(config: Readonly<Record<string, string>>): string {
  return `
    import { sdk } from '@stagedoor/client/audius'
    const config = ${JSON.stringify(config)}
    const redirectUri = location.origin + '/callback'
    const audius = sdk({ ...config, redirectUri })
    const named = sdk({ appName: config.appName, environment: config.environment, redirectUri })
    Object.assign(window, { config, audius, named })
    const tell = (text) => document.body.append(Object.assign(document.createElement('p'), { id: 'outcome', textContent: text }))
    const settle = (promise, text) => promise.then(() => tell(text), (error) => tell(error.code ?? String(error)))
    document.querySelector('#popup').onclick = () => settle(audius.oauth.login({ scope: 'write' }), 'signed in')
    document.querySelector('#named').onclick = () => settle(named.oauth.login(), 'signed in')
    document.querySelector('#page').onclick = () => settle(audius.oauth.login({ scope: 'write', display: 'fullScreen' }), 'left')
    if (location.pathname === '/callback') {
      // A page does not know which of its apps is meant; each leaves the other's reply alone.
      settle(Promise.all([audius, named].map(({ oauth }) => oauth.handleRedirect())), 'handled')
    }`
}
