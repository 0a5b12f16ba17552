import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soundcloud as description } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { createVault, soundcloud, type Vault } from '@stagedoor/vault'
import { expressHandlers } from '@stagedoor/vault/express'
import { sqliteStore } from '@stagedoor/vault/sqlite'
import { createVaultHandlers } from '@stagedoor/vault/web'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchPersonsBrowser } from './popup-browser.ts'

describe('connecting a platform to a backend, in a browser', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vault-web-'))
  const server = createServer()
  let origin: string
  let platform: TestPlatform
  let vault: Vault
  let browser: Browser
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    origin = `http://localhost:${port}`
    platform = await startPlatform(description, {
      clients: [{ client_name: 'Backend', redirect_uris: [`${origin}/connections/callback/soundcloud`] }],
    })
    const { id: clientId, secret: clientSecret } = platform.client
    vault = createVault({
      store: sqliteStore(join(directory, 'vault.db')),
      keys: `k1:${Buffer.alloc(32, 5).toString('base64url')}`,
      platforms: [soundcloud({ clientId, clientSecret, baseUrl: platform.url })],
    })
    const user = ({ headers }: Request): string | undefined => /user=(\w+)/.exec(headers.get('cookie') ?? '')?.[1]
    const handlers = expressHandlers(createVaultHandlers({ vault, baseUrl: origin, user }))
    // Under its number the same server is another site.
    const link = `<a href="${origin}/connections/connect/soundcloud?returnTo=/settings">Connect</a>`
    const form = '<form method="post" action="/connections/disconnect/soundcloud"><button>Disconnect</button></form>'
    server.on('request', (request, response) =>
      handlers(
        request,
        response,
        () => void response.setHeader('content-type', 'text/html').end(`<!doctype html><title>App</title>${link}${form}`),
      ),
    )
    browser = await launchPersonsBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
    server.closeAllConnections()
    await vault?.close()
    await platform?.stop()
    rmSync(directory, { recursive: true })
  })

  async function open(userId: string, approve: readonly { readonly clientId: string; readonly scope: string }[]): Promise<Page> {
    const context = await browser.newContext()
    await context.addCookies([
      await platform.control.sessionCookie('mira', { approve }),
      { name: 'user', value: userId, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Strict' },
    ])
    return context.newPage()
  }

  it('goes there and back by a link, with a strict login cookie, and disconnects by a form', async () => {
    const page = await open('mira', [])
    await page.goto(`${origin}/`)

    await page.click('a')
    // A click on a page of the platform, which is another site: what follows has no `Strict` cookie.
    await page.getByRole('button', { name: /^allow/i }).click()
    await page.waitForURL(`${origin}/settings`)
    expect((await vault.connection('mira', 'soundcloud')).status).toBe('connected')

    await page.click('text=Disconnect')
    await page.waitForURL(`${origin}/`)
    expect((await vault.connection('mira', 'soundcloud')).status).toBe('not_connected')
  })

  it('asks who comes by a link of another site, and lets the button through to the platform', async () => {
    const page = await open('nova', [{ clientId: platform.client.id, scope: '' }])
    await page.context().addCookies([{ name: 'user', value: 'nova', domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Lax' }])
    await page.goto(origin.replace('localhost', '127.0.0.1'))

    await page.click('a')
    await page.waitForSelector('text=Connect SoundCloud?')
    expect((await vault.connection('nova', 'soundcloud')).status).toBe('not_connected')
    await page.click('text=Continue')

    await page.waitForURL(`${origin}/settings`)
    expect((await vault.connection('nova', 'soundcloud')).status).toBe('connected')
  })
})
