import { createClient, memoryStorage, type StagedoorClient, soundcloud } from '@stagedoor/client'
import { handOverTokens } from '@stagedoor/client/hand-over'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebApp } from '../../test/web-app.ts'
import { findCookie } from './cookies.ts'
import { createVaultHandlers } from './create-vault-handlers.ts'
import type { VaultHandlers } from './vault-handlers.ts'

const ORIGIN = 'http://localhost:3997'
const URL_PATH = `${ORIGIN}/connections/hand-over/soundcloud`

let app: WebApp
let handlers: VaultHandlers
beforeAll(async () => {
  app = await WebApp.start(ORIGIN)
  handlers = createVaultHandlers({
    vault: app.vault,
    baseUrl: ORIGIN,
    user: (request) => findCookie(request, 'app_user'),
    handOver: { store: app.store },
  })
})
afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
})

let people = 0

function post(userId: string, message: object | string, headers: Record<string, string> = {}): Promise<Response> {
  const body = typeof message === 'string' ? message : JSON.stringify(message)
  const common = { 'content-type': 'application/json', origin: ORIGIN, cookie: `app_user=${userId}` }
  return handlers.fetch(new Request(URL_PATH, { method: 'POST', headers: { ...common, ...headers }, body }))
}

/** A parcel as a page sends it. */
async function parcel(id = `parcel-${String(++people).padStart(20, '0')}`): Promise<{ kind: string; id: string; session: object }> {
  const { accessToken, refreshToken } = await app.soundcloud.control.signIn()
  return { kind: 'tokens', id, session: { accessToken, refreshToken, scope: [], expiresAt: app.soundcloud.control.now() + 3600 } }
}

describe('handing tokens over to a vault', () => {
  it('takes them from the browser client, which has none any more; the vault refreshes from then on', async () => {
    const storage = memoryStorage()
    const client = await signedInClient(storage, 'moved')

    await handOverTokens(client, URL_PATH)

    expect(await client.restore()).toMatchObject({ status: 'unauthenticated' })
    const connection = await app.vault.connection('moved', 'soundcloud')
    expect(connection.status).toBe('connected')
    expect(await connection.test()).toMatchObject({ name: expect.any(String) })
  })

  it('takes a parcel once, though it comes twice, and would put a spent refresh token back', async () => {
    const sent = await parcel()

    const first = await post('twice', sent)
    const { connectedAt } = await app.vault.connection('twice', 'soundcloud')
    const accepted: string[] = []
    const stop = app.vault.on('connected', ({ userId }) => void accepted.push(userId))
    const second = await post('twice', sent)
    stop()

    expect([await first.json(), await second.json()]).toEqual([{ accepted: sent.id }, { accepted: sent.id }])
    expect(accepted).toEqual([])
    expect((await app.vault.connection('twice', 'soundcloud')).connectedAt).toBe(connectedAt)
  })

  it('knows after a crash in between that it was taken', async () => {
    const sent = await parcel()
    const store = { ...app.store, write: app.store.write }
    // The process ends after the vault has the tokens, before that is remembered.
    let writes = 0
    store.write = async (record, expected) => {
      if (record.key.startsWith('hand-over.') && ++writes === 2) throw new Error('killed')
      return app.store.write(record, expected)
    }
    const dying = createVaultHandlers({ vault: app.vault, baseUrl: ORIGIN, user: () => 'crash', handOver: { store } })
    const request = new Request(URL_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN },
      body: JSON.stringify(sent),
    })
    await expect(dying.fetch(request)).rejects.toThrow('killed')
    const accepted: string[] = []
    const stop = app.vault.on('connected', ({ userId }) => void accepted.push(userId))

    const again = await post('crash', sent)
    stop()

    expect(await again.json()).toEqual({ accepted: sent.id })
    expect(accepted).toEqual([])
  })

  it('keeps apart what two people call by one name', async () => {
    const sent = await parcel()
    await post('one', sent)

    await post('two', { ...(await parcel()), id: sent.id })

    expect((await app.vault.connection('two', 'soundcloud')).status).toBe('connected')
  })

  it('says who is connected, whose account it is, and disconnects', async () => {
    await post('asks', await parcel())

    expect(await (await post('asks', { kind: 'session' })).json()).toMatchObject({ status: 'authenticated' })
    expect(await (await post('asks', { kind: 'profile' })).json()).toMatchObject({ subject: expect.any(String) })
    expect(await (await post('asks', { kind: 'logout' })).json()).toEqual({ revoked: true })
    expect(await (await post('asks', { kind: 'session' })).json()).toEqual({ status: 'unauthenticated', reason: 'signed_out' })
  })

  it('hears nobody but a page of the app, with somebody who is signed in', async () => {
    const sent = await parcel()
    const answers = await Promise.all([
      post('me', sent, { origin: 'http://127.0.0.1:666' }),
      post('me', sent, { 'content-type': 'text/plain' }),
      post('', sent),
      post('me', '{'),
      post('me', { kind: 'code', code: 'c', code_verifier: 'v', redirect_uri: 'r', scope: [] }),
    ])

    expect(await Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).error]))).toEqual([
      [403, 'request_refused'],
      [403, 'request_refused'],
      [401, 'not_signed_in'],
      [400, 'invalid_response'],
      [500, 'configuration'],
    ])
    expect((await app.vault.connection('me', 'soundcloud')).status).toBe('not_connected')
  })
})

/** A page's client with tokens of before there was a vault. */
async function signedInClient(storage: ReturnType<typeof memoryStorage>, userId: string): Promise<StagedoorClient> {
  const { url, client, control } = app.soundcloud
  const { accessToken, refreshToken } = await control.signIn()
  const key = `${['stagedoor', 'soundcloud', url, client.id].map(encodeURIComponent).join('/')}/session`
  await storage.replace(
    key,
    null,
    JSON.stringify({ kind: 'live', signIn: 'from-before', rotation: 0, accessToken, refreshToken, scope: [] }),
  )
  return createClient({
    platform: soundcloud,
    baseUrl: url,
    clientId: client.id,
    redirectUri: `${ORIGIN}/callback`,
    storage,
    page: null,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (!request.url.startsWith(ORIGIN)) return fetch(request)
      request.headers.set('origin', ORIGIN)
      request.headers.set('cookie', `app_user=${userId}`)
      return handlers.fetch(request)
    },
  })
}
