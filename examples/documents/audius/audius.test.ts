import { randomUUID } from 'node:crypto'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorize, pressAllow } from '../rig/press-allow.ts'
import { type PrintedRequest, readRequest, readUrl } from '../rig/read-sample.ts'
import { type SampleServer, serveSample } from '../rig/serve-sample.ts'
import { generatePkce } from './generate-pkce.ts'

const folder = import.meta.dirname
const home = 'http://127.0.0.1:5173/'

/** The samples of `platform-docs/audius-log-in.txt`. */
describe('the document of Audius', () => {
  let world: RealAddresses
  let server: SampleServer
  let browser: Browser

  beforeAll(async () => {
    world = await startRealAddresses()
    server = await serveSample(folder, {
      scripts: { '/': 'app.js', '/callback.html': 'callback.js' },
      html: '<button id="log-in">Log in</button>',
    })
    browser = await world.openBrowser(server.hostResolverRule)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
    await world?.[Symbol.asyncDispose]()
  })

  /** Opens the app and collects what its samples write. */
  const openApp = async (): Promise<{ context: BrowserContext; lines: string[] }> => {
    const context = await browser.newContext()
    const lines: string[] = []
    context.on('console', (message) => lines.push(message.text()))
    await (await context.newPage()).goto(home)
    return { context, lines }
  }

  it('steps 3 to 6: log in by popup, the user, the session after a reload', async () => {
    const { context, lines } = await openApp()
    const [page] = context.pages()
    const opened = context.waitForEvent('page')
    await page?.click('#log-in')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await pressAllow(popup)
    await closed
    await expect.poll(() => lines).toContain('Signed in as Mira Okafor')

    await page?.reload()
    await expect.poll(() => lines).toContain('Restored Mira Okafor')
    await context.close()
  })

  it('manual implementation, steps 1 to 7', async () => {
    const redirectUri = 'https://mydemoapp.com/callback'
    const { client_id } = await world.control('audius/clients', {
      client_name: 'My Demo App',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      scope: 'read',
    })
    const apiKey = String(client_id)
    const { codeVerifier, codeChallenge } = await generatePkce()
    const state = randomUUID()
    const url = readUrl(folder, 'authorize.url', { YOUR_API_KEY: apiKey, YOUR_STATE: state, YOUR_CODE_CHALLENGE: codeChallenge })
    const page = await browser.newPage()
    const back = new URLSearchParams((await authorize(page, url, redirectUri)).hash.slice(1))
    await page.close()
    expect(back.get('state')).toBe(state)

    const tokens = await send(
      readRequest(folder, 'token.http', { AUTH_CODE: back.get('code') ?? '', YOUR_CODE_VERIFIER: codeVerifier, YOUR_API_KEY: apiKey }),
    )
    expect(tokens.body).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) })

    const me = await send(readRequest(folder, 'me.http', { ACCESS_TOKEN: String(tokens.body.access_token) }))
    expect(me.body).toMatchObject({
      userId: expect.any(Number),
      name: 'Mira Okafor',
      handle: 'mira',
      verified: true,
      profilePicture: { '150x150': expect.any(String), '480x480': expect.any(String), '1000x1000': expect.any(String), mirrors: [] },
    })

    const refreshed = await send(
      readRequest(folder, 'refresh.http', { YOUR_REFRESH_TOKEN: String(tokens.body.refresh_token), YOUR_API_KEY: apiKey }),
    )
    expect(refreshed.body).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) })

    const last = { YOUR_REFRESH_TOKEN: String(refreshed.body.refresh_token), YOUR_API_KEY: apiKey }
    expect((await send(readRequest(folder, 'revoke.http', last))).status).toBe(200)
    const dead = await send(readRequest(folder, 'refresh.http', last))
    expect(dead).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: expect.any(String) } })
  })

  /** Sends a printed request with curl, to the address that is printed. */
  const send = async ({ url, method, headers, body }: PrintedRequest): Promise<{ status: number; body: Record<string, unknown> }> => {
    const args = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const { stdout, stderr } = await world.run('curl', [
      ...['-sS', '-X', method, url, ...args, '-w', '\n%{http_code}'],
      ...(body === '' ? [] : ['-d', body]),
    ])
    const end = stdout.lastIndexOf('\n')
    expect(end, stderr).toBeGreaterThan(0)
    return { status: Number(stdout.slice(end + 1)), body: JSON.parse(stdout.slice(0, end)) }
  }
})
