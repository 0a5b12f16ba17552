import { createServer, type Server } from 'node:http'
import { standard } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'

/** What a real browser makes of the faults that are about browsers. */
describe('in Chromium', () => {
  let browser: Browser
  let app: Server
  let appUrl: string
  let platform: TestPlatform
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser()
    app = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>app</title>'))
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    appUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}/`
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
  })
  beforeEach(async () => {
    platform = await startPlatform(standard, {
      clients: [{ redirect_uris: [appUrl], token_endpoint_auth_method: 'none', application_type: 'web' }],
    })
    page = await browser.newPage()
    await page.goto(appUrl)
  })
  afterEach(async () => {
    await page.context().close()
    await platform.stop()
  })

  /** Whether the page that opened a sign-in window still knows it, once that shows its form. */
  async function keepsPopup(): Promise<boolean> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: platform.client.id,
      redirect_uri: appUrl,
      scope: 'openid',
      display: 'popup',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const opened = page.waitForEvent('popup')
    await page.evaluate(
      `window.popup = window.open(${JSON.stringify(`${platform.endpoints.authorization}?${query}`)}, '_blank', 'width=400')`,
    )
    const popup = await opened
    await popup.waitForSelector('form')
    const hasOpener = (await popup.evaluate('window.opener !== null')) === true
    // The page hears of it from another process, a moment later.
    await expect.poll(() => page.evaluate('window.popup.closed')).toBe(!hasOpener)
    return hasOpener
  }

  it('a sign-in window is lost to the page that opened it under cross_origin_opener_policy, and only then', async () => {
    const before = await keepsPopup()
    await platform.control.addFault({ kind: 'cross_origin_opener_policy' })

    expect([before, await keepsPopup()]).toEqual([true, false])
  })

  it.each([
    ['is sent again by the browser itself after drop_reply', { times: 1 }, 'answered 200', 2],
    ['is lost when the reply is dropped twice', { times: 2 }, 'lost', 2],
    ['is lost when the reply is cut in its middle', { times: 1, sent: 'half' }, 'lost', 1],
  ] as const)('a refresh on a connection that is kept alive %s', async (_, fault, outcome, requests) => {
    const { refreshToken = '' } = await platform.control.signIn()
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: platform.client.id })
    const post = (body: string): string =>
      `fetch(${JSON.stringify(platform.endpoints.token)}, { method: 'POST', body: new URLSearchParams(${JSON.stringify(body)}) })
        .then(async (answer) => { await answer.text(); return 'answered ' + answer.status }).catch(() => 'lost')`
    await page.evaluate(post('grant_type=none'))
    await platform.control.addFault({ kind: 'drop_reply', endpoint: 'token', ...fault })
    platform.control.clearRequests()

    expect(await page.evaluate(post(form.toString()))).toBe(outcome)
    expect(platform.control.requests()).toHaveLength(requests)
  })
})
