import { apiKey, basic, personalToken } from '@stagedoor/client'
import { auphonic as auphonicDescription, soundcloud as description } from '@stagedoor/platforms'
import { startPlatforms, type TestPlatform, type TestPlatforms } from '@stagedoor/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS } from '../test/vault-world.ts'
import { auphonic, createVault, soundcloud, type Vault, type VaultOptions } from './index.ts'
import { sqliteStore } from './stores/sqlite/index.ts'

let platforms: TestPlatforms
let platform: TestPlatform

beforeAll(async () => {
  platforms = await startPlatforms([description, auphonicDescription])
  platform = platforms.get(description)
})
afterAll(() => platforms.stop())

function openVault(options: Partial<VaultOptions> = {}): Vault {
  const { client, url } = platform
  const app = { clientId: client.id, clientSecret: client.secret, redirectUri: client.redirectUris[0], baseUrl: url }
  const other = platforms.get(auphonicDescription)
  return createVault({
    store: sqliteStore(':memory:'),
    keys: KEYS,
    platforms: [soundcloud(app), auphonic({ clientId: other.client.id, clientSecret: other.client.secret, baseUrl: other.url })],
    ...options,
  })
}

/** The person allows it: where their browser is sent back to. */
async function allow(url: string, username = platform.users[0]?.username ?? ''): Promise<string> {
  const cookie = await platform.control.openSession(username, { approve: [{ clientId: platform.client.id, scope: '' }] })
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return response.headers.get('location') ?? ''
}

function tokenRequests(): number {
  return platform.control.requests({ limit: 1000 }).filter(({ endpoint }) => endpoint === 'token').length
}

describe('createVault', () => {
  it('refuses to begin without keys, and says how to make one', () => {
    const message = expect.stringContaining(`STAGEDOOR_VAULT_KEYS=$(node -p "'k1:' + crypto.randomBytes(32)`)
    for (const keys of [undefined, '', []])
      expect(() => openVault({ keys })).toThrow(expect.objectContaining({ code: 'keys_missing', action: 'fix-config', message }))
  })

  it('refuses two registrations of one name, and knows its platforms', async () => {
    const same = soundcloud({ clientId: 'one' })

    expect(() => openVault({ platforms: [same, same] })).toThrow(expect.objectContaining({ code: 'invalid_input' }))
    const vault = openVault()
    expect(vault.platforms).toMatchObject([
      { id: 'soundcloud', name: 'SoundCloud' },
      { id: 'auphonic', name: 'Auphonic' },
    ])
    await expect(vault.connection('ray', 'myspace')).rejects.toMatchObject({ code: 'unknown_platform' })
    await expect(vault.connection('', 'soundcloud')).rejects.toMatchObject({ code: 'invalid_input' })
    for (const notText of [undefined, null, 7])
      await expect(Reflect.apply(vault.connection, vault, [notText, 'soundcloud'])).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('connecting', () => {
  it('ends with a connection whose requests carry a token, and which the next process finds', async () => {
    const store = sqliteStore(':memory:')
    const vault = openVault({ store })
    const { url, binding } = await vault.connect('ray', 'soundcloud', { returnTo: '/studio' })
    const { userId, returnTo, connection } = await vault.finish(await allow(url), { userId: 'ray', binding })

    expect({ userId, returnTo }).toEqual({ userId: 'ray', returnTo: '/studio' })
    expect(connection).toMatchObject({ status: 'connected', kind: 'oauth', account: { handle: 'mira' } })
    const found = await openVault({ store }).connection('ray', 'soundcloud')
    expect((await found.fetch(`${platform.url}/me`)).status).toBe(200)
    expect(await found.test()).toMatchObject({ handle: 'mira' })
    expect(await vault.list('ray')).toMatchObject([{ platform: 'soundcloud', account: { handle: 'mira' } }])
    expect(JSON.stringify(await store.list({ collection: 'connection', limit: 9 }))).not.toContain(await found.getAccessToken())
  })

  it('redeems once of fifty callbacks at once', async () => {
    const vault = openVault()
    const { url, binding } = await vault.connect('ray', 'soundcloud')
    const reply = await allow(url)
    const before = tokenRequests()
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => vault.finish(reply, { userId: 'ray', binding })))

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'state_mismatch' })
    expect(tokenRequests() - before).toBe(1)
  })

  it('[RFC 6749 §10.12] is bound to the person and the browser that began; a reply elsewhere neither redeems nor burns it', async () => {
    const vault = openVault()
    const { url, binding } = await vault.connect('ray', 'soundcloud')
    const victim = await vault.connect('eve', 'soundcloud')
    const reply = await allow(url)
    const before = tokenRequests()

    for (const browser of [
      { userId: 'eve', binding: victim.binding },
      { userId: 'eve', binding },
      { userId: 'ray', binding: victim.binding },
      { userId: 'ray', binding: undefined },
      { userId: null, binding },
    ])
      await expect(vault.finish(reply, browser)).rejects.toMatchObject({ code: 'state_mismatch' })
    await expect(vault.finish('/callback?code=x', { userId: 'ray', binding })).rejects.toMatchObject({ code: 'state_mismatch' })
    expect(tokenRequests()).toBe(before)
    await expect(vault.finish(reply, { userId: 'ray', binding })).resolves.toMatchObject({ userId: 'ray' })
  })

  it('goes on in two tabs of one browser side by side', async () => {
    const vault = openVault()
    const one = await vault.connect('ray', 'soundcloud')
    const other = await vault.connect('ray', 'soundcloud', { binding: one.binding })

    expect(other.binding).toBe(one.binding)
    for (const { url } of [other, one]) await vault.finish(await allow(url), { userId: 'ray', binding: one.binding })
  })

  it('lets the platform say who it is where the app does not know', async () => {
    const vault = openVault()
    const { url, binding } = await vault.connect(null, 'soundcloud')
    const { userId, connection } = await vault.finish(await allow(url), { userId: null, binding })

    expect(userId).toBe(`soundcloud:${connection.account?.id}`)
    expect((await vault.connection(userId, 'soundcloud')).status).toBe('connected')
  })

  it('reports what the person answered, and that sign-in is over', async () => {
    const vault = openVault()
    const { url, binding } = await vault.connect('ray', 'soundcloud')
    const state = new URL(url).searchParams.get('state')
    const reply = `/callback?error=access_denied&state=${state}`

    await expect(vault.finish(reply, { userId: 'ray', binding })).rejects.toMatchObject({ code: 'consent_denied' })
    await expect(vault.finish(reply, { userId: 'ray', binding })).rejects.toMatchObject({ code: 'state_mismatch' })
  })

  it('once more replaces the connection, and revokes what it was', async () => {
    const vault = openVault()
    const connect = async (): Promise<string> => {
      const { url, binding } = await vault.connect('ray', 'soundcloud')
      return (await vault.finish(await allow(url), { userId: 'ray', binding })).connection.getAccessToken()
    }
    const [first, second] = [await connect(), await connect()]
    const status = async (token: string): Promise<number> =>
      (await fetch(`${platform.url}/me`, { headers: { authorization: `OAuth ${token}` } })).status

    await expect.poll(() => status(first)).toBe(401)
    expect(await status(second)).toBe(200)
  })
})

describe('disconnecting', () => {
  it('revokes at the platform and erases', async () => {
    const vault = openVault()
    const { url, binding } = await vault.connect('ray', 'soundcloud')
    const { connection } = await vault.finish(await allow(url), { userId: 'ray', binding })
    const token = await connection.getAccessToken()
    const told: unknown[] = []
    vault.on('disconnected', (event) => told.push(event))

    expect(await connection.disconnect()).toEqual({ revoked: true })
    expect(told).toEqual([{ userId: 'ray', platform: 'soundcloud', revoked: true }])
    expect((await fetch(`${platform.url}/me`, { headers: { authorization: `OAuth ${token}` } })).status).toBe(401)
    expect((await vault.connection('ray', 'soundcloud')).status).toBe('not_connected')
    await expect(connection.getAccessToken()).rejects.toMatchObject({ code: 'not_signed_in' })
    expect(await connection.disconnect()).toEqual({ revoked: false })
  })
})

describe('what a person brings', () => {
  it('are tokens of a browser client, which come twice and count once', async () => {
    const vault = openVault()
    const { accessToken, refreshToken } = await platform.control.signIn()
    const tokens = { accessToken, refreshToken, expiresAt: Date.now() + 1000 }
    await vault.accept('ray', 'soundcloud', tokens)
    const connection = await vault.connection('ray', 'soundcloud')
    await connection.fetch(`${platform.url}/me`)
    const renewed = await vault.accept('ray', 'soundcloud', tokens)

    expect(await renewed.getAccessToken()).toBe(await connection.getAccessToken())
    expect(renewed.connectedAt).toBe(connection.connectedAt)
    await expect(vault.accept('ray', 'soundcloud', { accessToken: 'a\nb' })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('are API keys, which are checked by test() and ended by the platform', async () => {
    const vault = openVault()
    const other = platforms.get(auphonicDescription)
    const { token } = await other.control.issuePersonalToken({ username: other.users[0]?.username ?? '' })
    const connection = await vault.acceptCredentials('ray', 'auphonic', apiKey(token))

    expect(connection.kind).toBe('personal_token')
    expect(await connection.test()).toMatchObject({ handle: expect.any(String) })
    expect(await connection.getAccessToken()).toBe(token)
    const wrong = await vault.acceptCredentials('ray', 'auphonic', personalToken('nonsense'))
    await expect(wrong.test()).rejects.toMatchObject({ name: 'StagedoorError' })
    expect(await wrong.disconnect()).toEqual({ revoked: false })
  })

  it('are user name and password for HTTP Basic, which is no access token', async () => {
    const vault = openVault()
    const other = platforms.get(auphonicDescription)
    const { username = '', password = '' } = other.users[0] ?? {}
    const connection = await vault.acceptCredentials('ray', 'auphonic', basic(username, password))

    expect(connection.kind).toBe('basic')
    expect(await connection.test()).toMatchObject({ handle: username })
    await expect(connection.getAccessToken()).rejects.toMatchObject({ code: 'configuration' })
  })

  it('is a password that is exchanged for tokens, where the platform has that grant', async () => {
    const vault = openVault()
    const other = platforms.get(auphonicDescription)
    const { username = '', password = '' } = other.users[0] ?? {}
    const connection = await vault.acceptPassword('ray', 'auphonic', { username, password })

    expect(connection).toMatchObject({ kind: 'oauth', account: { handle: username } })
    await expect(vault.acceptPassword('ray', 'auphonic', { username, password: 'wrong' })).rejects.toMatchObject({
      code: 'credentials_rejected',
    })
  })
})

describe('listAll', () => {
  it('pages through every connection, without a secret', async () => {
    const vault = openVault()
    for (const userId of ['one', 'two', 'three']) await vault.accept(userId, 'soundcloud', { accessToken: `secret-${userId}` })
    const first = await vault.listAll({ limit: 2 })
    const rest = await vault.listAll({ limit: 2, after: first.next ?? '' })

    expect(first.connections.map(({ userId }) => userId)).toEqual(['one', 'three'])
    expect(rest.connections.map(({ userId }) => userId)).toEqual(['two'])
    expect([first.next, rest.next]).toEqual(['soundcloud/three', null])
    expect(JSON.stringify([first, rest])).not.toContain('secret')
  })
})
