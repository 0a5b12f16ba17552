import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as described from '@stagedoor/platforms'
import { startPlatforms, type TestPlatform, type TestPlatforms } from '@stagedoor/testing'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendByHttp } from '../../test/test-browser.ts'
import { KEYS } from '../../test/vault-world.ts'
import { createVault, registration, type Vault } from '../index.ts'
import { sqliteStore } from '../stores/sqlite/index.ts'
import { createVaultHandlers } from '../web/index.ts'
import { expressHandlers } from './express.ts'

const PLATFORMS = [described.audiotool, described.audius, described.auphonic, described.soundcloud, described.standard]

let server: Server
let origin: string
let platforms: TestPlatforms
let vault: Vault

beforeAll(async () => {
  const app = express()
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const contents = Object.fromEntries(
    PLATFORMS.map(({ id }) => [id, { clients: [{ client_name: 'App', redirect_uris: [`${origin}/connections/callback/${id}`] }] }]),
  )
  platforms = await startPlatforms(PLATFORMS, { contents })
  vault = createVault({
    store: sqliteStore(':memory:'),
    keys: KEYS,
    platforms: PLATFORMS.map((platform) => {
      const { client, url } = platforms.get(platform)
      return registration({ platform, clientId: client.id, clientSecret: client.secret, scope: client.scope, baseUrl: url })
    }),
  })
  app.use(expressHandlers(createVaultHandlers({ vault, baseUrl: origin, user: () => 'ray' })))
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await vault.close()
  await platforms.stop()
})

const post = (path: string, accept = 'text/html'): Promise<Response> =>
  sendByHttp(new Request(origin + path, { method: 'POST', headers: { origin, accept } }))

/** The person allows it: where their browser is sent back to. */
async function allow({ control, client, users }: TestPlatform, url: string): Promise<string> {
  const scope = new URL(url).searchParams.get('scope') ?? ''
  const cookie = await control.openSession(users[0]?.username ?? '', { approve: [{ clientId: client.id, scope }] })
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return response.headers.get('location') ?? ''
}

describe.each(PLATFORMS.map((platform) => [platform.name, platform] as const))('a backend at %s', (_, description) => {
  it('connects, is given new tokens, and is disconnected', async () => {
    const platform = platforms.get(description)
    const begun = await post(`/connections/connect/${description.id}`)
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const reply = await allow(platform, begun.headers.get('location') ?? '')
    const finished = await sendByHttp(new Request(reply, { headers: { accept: 'text/html', cookie } }))
    expect([finished.status, finished.headers.get('location')]).toEqual([303, `${origin}/`])

    const connection = await vault.connection('ray', description.id)
    expect(connection).toMatchObject({ status: 'connected', account: { id: expect.any(String) } })
    const first = await connection.getAccessToken()
    expect(await connection.test()).toEqual(connection.account)
    if (description.tokens.refreshToken === null) await expect(connection.refresh()).rejects.toMatchObject({ code: 'configuration' })
    else await connection.refresh()
    expect((await connection.getAccessToken()) === first).toBe(description.tokens.refreshToken === null)

    const ended = await post(`/connections/disconnect/${description.id}`, 'application/json')
    expect(await ended.json()).toEqual({ revoked: description.endpoints.revocation !== undefined })
    expect((await vault.connection('ray', description.id)).status).toBe('not_connected')
  })
})
