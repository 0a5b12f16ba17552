import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { loadAudiusSdkBundle } from './audius-sdk-bundle.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

/**
 * The unmodified browser bundle of `@audius/sdk` 16 against the emulator.
 * The SDK has no base URL to set: `environment: 'development'` makes it call `http://audius-api`, which the browser maps to the emulator.
 */
describe('@audius/sdk 16, unmodified', () => {
  let stagedoor: RunningStagedoor
  let app: Server
  let origin: string
  let apiKey: string
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const bundle = await loadAudiusSdkBundle('16.0.0')
    stagedoor = await runStagedoor(['--platform', 'audius'])
    app = createServer((request, response) => {
      if (request.url === '/sdk.js') return response.setHeader('content-type', 'text/javascript').end(bundle)
      return response.setHeader('content-type', 'text/html').end(appPage(apiKey))
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
    apiKey = (await stagedoor.register('audius', { client_name: 'SDK App', redirect_uris: [`${origin}/callback`], scope: 'read write' }))
      .clientId
    browser = await launchBrowser({ hostResolverRules: `MAP audius-api ${new URL(stagedoor.url).host}` })
    page = await (await browser.newContext()).newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await startAfresh(page, [origin, 'http://audius-api'])
    await page.goto(origin)
  })

  const isAuthenticated = (): Promise<boolean> => page.evaluate('window.audius.oauth.isAuthenticated()')

  it('signs in by popup, reads the user, and logs out', async () => {
    // Every 500 ms the SDK looks whether its window is closed, and takes a look between the reply and its arrival for a person who closed it.
    await page.evaluate('window.setInterval = () => 0')
    const opened = page.waitForEvent('popup')
    await page.click('#popup')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup)
    await closed
    await page.waitForSelector('#done')

    expect(await page.textContent('#done')).toBe('signed in')
    expect(await isAuthenticated()).toBe(true)
    expect(await page.evaluate('window.audius.oauth.getUser()')).toMatchObject({ handle: 'mira', name: 'Mira Okafor', isVerified: true })

    await page.evaluate('window.audius.oauth.logout()')
    expect(await isAuthenticated()).toBe(false)
  })

  it('signs in on the full page, handles the redirect, survives a reload', async () => {
    await page.click('#page')
    await page.waitForURL('http://audius-api/**')
    await signInAndAllow(page, 'jonas')
    await page.waitForURL(`${origin}/callback**`)
    await page.waitForSelector('#done')

    expect(await page.textContent('#done')).toBe('handled')
    expect(await isAuthenticated()).toBe(true)
    await page.goto(origin)
    expect(await isAuthenticated()).toBe(true)
    expect(await page.evaluate('window.audius.oauth.getUser()')).toMatchObject({ handle: 'jonas' })
  })
})

/** The document's app: log in by popup or full page; on the callback page `handleRedirect`. */
function appPage(apiKey: string): string {
  return `<!doctype html><title>SDK app</title>
    <button id="popup">popup</button> <button id="page">page</button>
    <script src="/sdk.js"></script>
    <script>
      const done = (text) => { const p = document.createElement('p'); p.id = 'done'; p.textContent = text; document.body.append(p) }
      window.audius = window.audiusSdk({ appName: 'SDK App', apiKey: '${apiKey}', environment: 'development', redirectUri: location.origin + '/callback' })
      document.querySelector('#popup').onclick = () => window.audius.oauth.login({ scope: 'write' }).then(() => done('signed in'), (error) => done(String(error)))
      document.querySelector('#page').onclick = () => window.audius.oauth.login({ scope: 'write', display: 'fullScreen' })
      if (location.pathname === '/callback') window.audius.oauth.handleRedirect().then(() => done('handled'), (error) => done(String(error)))
    </script>`
}
