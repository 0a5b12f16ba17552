import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'

/** A real Chromium with nothing but the switches that `stagedoor run` prints. */
describe('Chromium with the switches of stagedoor run', () => {
  let world: RealAddresses
  let app: Server
  let origin: string
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    app = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<h1>app</h1>'))
    app.listen(0, '127.0.0.1')
    await once(app, 'listening')
    origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
    world = await startRealAddresses()
    browser = await world.openBrowser()
    page = await browser.newPage()
    await page.goto(origin)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    app?.close()
  })

  const fetchStatus = (url: string): Promise<number> => page.evaluate(`fetch(${JSON.stringify(url)}).then(({ status }) => status)`)

  it('calls a platform’s API from an app on this machine, by https and by a plain alias', async () => {
    expect(await fetchStatus('https://api.audius.co/v1/me')).toBe(401)
    expect(await fetchStatus('http://audius-api/v1/me')).toBe(401)
  })

  it('opens a platform’s page in a tab, as a secure one', async () => {
    const tab = await browser.newPage()
    const response = await tab.goto('https://auphonic.com/oauth2/authorize/')
    const security = await response?.securityDetails()
    await tab.close()

    expect(response?.status()).toBe(400)
    expect(security).toMatchObject({ issuer: 'Stagedoor throw-away CA', subjectName: 'Stagedoor emulator' })
    expect(response?.headers()['content-type']).toMatch(/^text\/html/)
  })

  it('refuses a server that shows another key than the one of this run', async () => {
    const { stdout } = await world.run('sh', ['-c', 'echo "$STAGEDOOR_CHROMIUM_SWITCHES"'])
    const [proxy = ''] = stdout.split(' ')
    const otherKey = `--ignore-certificate-errors-spki-list=${createHash('sha256').update('another key').digest('base64')}`
    await using wary = await launchBrowser({ args: [proxy, otherKey] })
    const tab = await wary.newPage()

    expect(proxy).toMatch(/^--proxy-server=http:\/\/127\.0\.0\.1:\d+$/)
    await expect(tab.goto('https://auphonic.com/')).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  })

  it('reaches nothing outside when the run is offline', async () => {
    const tab = await browser.newPage()

    await expect(tab.goto('https://www.example.com/')).rejects.toThrow('ERR_TUNNEL_CONNECTION_FAILED')
    await tab.close()
  })
})
