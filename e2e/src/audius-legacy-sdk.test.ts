import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadAudiusSdkBundle } from './audius-sdk-bundle.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'

/**
 * The unmodified browser bundle of `@audius/sdk` 14, the last with the signed JWT.
 * Its login page is `https://audius.co` whatever its configuration says; `stagedoor run` leads that and the API to the emulator.
 */
describe('@audius/sdk 14, unmodified', () => {
  let world: RealAddresses
  let app: Server
  let origin: string
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    const bundle = await loadAudiusSdkBundle('14.0.0')
    world = await startRealAddresses()
    app = createServer((request, response) => {
      if (request.url === '/sdk.js') return response.setHeader('content-type', 'text/javascript').end(bundle)
      return response.setHeader('content-type', 'text/html').end(appPage)
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
    browser = await world.openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    context = await browser.newContext()
    page = await context.newPage()
    await page.goto(origin)
  })
  afterEach(() => context.close())

  it('renders its button, signs in by popup, and verifies the JWT', async () => {
    const opened = context.waitForEvent('page')
    await page.click('#audius-login-button')
    const popup = await opened
    await popup.waitForURL('https://audius.co/**')
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup)
    await closed
    await page.waitForSelector('#result')

    // This version reads the picture under a name that is not in the JWT, and so has none.
    expect(JSON.parse((await page.textContent('#result')) ?? '')).toMatchObject({
      user: {
        handle: 'mira',
        name: 'Mira Okafor',
        email: 'mira@artists.example',
        verified: true,
      },
      jwt: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    })
  })
})

const appPage = `<!doctype html><title>SDK app</title>
  <div id="button"></div>
  <script src="/sdk.js"></script>
  <script>
    const show = (value) => { const p = document.createElement('p'); p.id = 'result'; p.textContent = JSON.stringify(value); document.body.append(p) }
    const sdk = window.audiusSdk({ appName: 'SDK App' })
    sdk.oauth.init({ successCallback: (user, jwt) => show({ user, jwt }), errorCallback: (error) => show({ error }) })
    sdk.oauth.renderButton({ element: document.querySelector('#button'), scope: 'read' })
  </script>`
