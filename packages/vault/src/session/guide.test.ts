import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audius } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guideLines, loadGuide } from '../../test/load-guide.ts'
import { TestBrowser } from '../../test/test-browser.ts'
import type { Vault } from '../vault.ts'

describe('a login session with Audius on Express, by the lines of the guide', () => {
  const directory = mkdtempSync(join(tmpdir(), 'app-session-guide-'))
  const server = createServer()
  let platform: TestPlatform
  let origin: string
  let guide: { readonly app: RequestListener; readonly vault: Vault }
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://localhost:${(server.address() as AddressInfo).port}`
    platform = await startPlatform(audius, {
      clients: [{ client_name: 'Guide', redirect_uris: [`${origin}/connections/callback/audius`] }],
    })
    const environment = { CLIENT_ID: platform.client.id, STAGEDOOR_VAULT_KEYS: `k1:${Buffer.alloc(32, 3).toString('base64url')}` }
    const lines = guideLines('app-session', 'app')
      .replace('process.env', JSON.stringify(environment))
      .replace('audius({ clientId })', `audius({ clientId, baseUrl: ${JSON.stringify(platform.url)} })`)
      .replace("'vault.db'", JSON.stringify(join(directory, 'vault.db')))
      .replace('https://app.example', origin)
    guide = await loadGuide({ './app.ts': lines }, "export { app, vault } from './app.ts'")
    server.on('request', guide.app)
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await guide?.vault.close()
    await platform?.stop()
    rmSync(directory, { recursive: true })
  })

  it('signs in, stays signed in, refuses another site and logs out', async () => {
    const browser = new TestBrowser()
    const { control, client, url } = platform
    const approve = [{ clientId: client.id, scope: client.scope.join(' ') }]
    const { name, value } = await control.sessionCookie('mira', { approve })
    browser.setCookie(url, `${name}=${value}`)

    const before = await browser.navigate(`${origin}/`)
    const signedIn = await browser.submit(`${origin}/connections/sign-in/audius`, { from: origin })
    const again = await browser.navigate(`${origin}/`)
    const foreign = await browser.submit(`${origin}/`, { from: `http://localhost:666` })
    const loggedOut = await browser.submit(`${origin}/connections/log-out`, { from: origin })

    expect(before.body).toContain('Sign in with Audius')
    expect(signedIn.body).toMatch(/Hello audius:\w+ /)
    expect(again.body).toBe(signedIn.body)
    expect(foreign.status).toBe(403)
    expect(loggedOut.body).toContain('Sign in with Audius')
    const userId = /audius:\w+/.exec(again.body)?.[0] ?? ''
    expect((await guide.vault.connection(userId, 'audius')).status).toBe('connected')
  })
})
