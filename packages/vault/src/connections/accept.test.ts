import { apiKey, basic, personalToken } from '@stagedoor/client'
import { auphonic } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, tokenOf, VaultWorld } from '../../test/vault-world.ts'
import { type Connection, createVault, registration, type Vault } from '../index.ts'
import { sqliteStore } from '../stores/sqlite/index.ts'

const NEW_KEY = `k2:${Buffer.alloc(32, 9).toString('base64url')}`

describe('tokens as exportTokens() writes them', () => {
  it('are refreshed from then on', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await vault.accept('ray', 'platform', { ...world.platform.grant(), expiresAt: (world.clock.now() + 600) * 1000 })
    await world.clock.advance(601)

    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('have an empty text for no refresh token, and a zero for an end that nobody knows', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    const { accessToken } = world.platform.grant()
    const connection = await vault.accept('ray', 'platform', { accessToken, refreshToken: '', expiresAt: 0 })

    expect(connection).toMatchObject({ status: 'connected', expiresAt: null })
    expect(await tokenOf(vault)).toBe(accessToken)
    expect(await world.body()).toMatchObject({ refreshToken: null })
  })
})

describe('what a person brings to a platform', () => {
  let platform: TestPlatform
  let username = ''
  let password = ''
  beforeAll(async () => {
    platform = await startPlatform(auphonic)
    ;({ username = '', password = '' } = platform.users[0] ?? {})
  })
  afterAll(() => platform.stop())

  const open = (store = sqliteStore(':memory:'), keys = KEYS): Vault => {
    const { client, url } = platform
    const platforms = [registration({ platform: auphonic, clientId: client.id, clientSecret: client.secret, baseUrl: url })]
    return createVault({ store, keys, platforms })
  }
  const profileOf = (connection: Connection): Promise<Response> => connection.fetch(`${platform.url}/api/user.json`)

  const WAYS: Readonly<Record<string, (vault: Vault) => Promise<Connection>>> = {
    'an API key': async (vault) => {
      const { token } = await platform.control.issuePersonalToken({ username })
      return vault.acceptCredentials('ray', 'auphonic', apiKey(token))
    },
    'a personal access token': async (vault) => {
      const { token } = await platform.control.issuePersonalToken({ username })
      return vault.acceptCredentials('ray', 'auphonic', personalToken(token))
    },
    'HTTP Basic': (vault) => vault.acceptCredentials('ray', 'auphonic', basic(username, password)),
    'a password': (vault) => vault.acceptPassword('ray', 'auphonic', { username, password }),
  }

  describe.each(Object.entries(WAYS))('%s', (way, connect) => {
    it('works in the next process, is never due, survives refresh() and a change of keys, and goes with disconnect()', async () => {
      const store = sqliteStore(':memory:')
      await connect(open(store))
      const record = await store.read({ collection: 'connection', key: 'auphonic/ray' })
      expect(record?.body).not.toContain(password)

      expect(await open(store, `${NEW_KEY},${KEYS}`).rotateKeys()).toEqual({ resealed: 1, unreadable: 0 })
      const vault = open(store, NEW_KEY)
      const connection = await vault.connection('ray', 'auphonic')
      await expect(connection.refresh()).rejects.toMatchObject({ code: 'configuration', action: 'fix-config' })
      expect(await vault.refreshDue()).toEqual({ refreshed: 0, failed: 0, skipped: 0, more: false })
      expect((await profileOf(connection)).status).toBe(200)
      expect(await connection.test()).toMatchObject({ handle: username })

      // Auphonic revokes for nobody: a person's own credentials are theirs to end.
      expect(await connection.disconnect()).toEqual({ revoked: false })
      expect(await store.list({ collection: 'connection', limit: 9 })).toEqual([])
      expect(await vault.connection('ray', 'auphonic')).toMatchObject({ status: 'not_connected' })
    })

    it('asks for the person again when the platform takes it no more, told once', async () => {
      const vault = open()
      const told: unknown[] = []
      vault.on('reauthorization_required', (event) => told.push(event))
      const isBasic = way === 'HTTP Basic'
      const connection = await (isBasic ? vault.acceptCredentials('ray', 'auphonic', basic(username, 'changed since')) : connect(vault))
      if (!isBasic) await platform.control.revoke({ token: await connection.getAccessToken() })

      expect((await profileOf(connection)).status).toBe(401)
      await expect.poll(() => told, { interval: 5 }).toMatchObject([{ userId: 'ray', platform: 'auphonic', code: 'session_ended' }])
      expect(await vault.list('ray')).toMatchObject([{ status: 'reauthorization_required', reason: 'session_ended' }])
      await expect(connection.test()).rejects.toMatchObject({ code: 'session_ended', action: 'login' })
      expect(told).toHaveLength(1)
    })
  })
})

describe('the password grant at a platform that gives refresh tokens', () => {
  it('is refreshed and revoked as a sign-in is, without the password', async () => {
    const asked: Readonly<Record<string, string>>[] = []
    let count = 0
    const revocation = 'https://auphonic.com/oauth2/revoke/'
    const platform = {
      ...auphonic,
      endpoints: { ...auphonic.endpoints, revocation },
      tokenRequest: { ...auphonic.tokenRequest, grantTypes: ['password', 'refresh_token'] },
      tokens: { ...auphonic.tokens, refreshToken: { rotation: 'strict', lifetimeSeconds: 86_400 } },
    } as const
    await using world = new VaultWorld()
    const vault = createVault({
      store: world.store,
      keys: KEYS,
      clock: world.clock,
      platforms: [registration({ platform, clientId: 'demo', clientSecret: 'hush' })],
      fetchProfileOnConnect: false,
      fetch: async (input, init) => {
        asked.push(Object.fromEntries(new URLSearchParams(String(init?.body))))
        if (String(input) === revocation) return new Response(null)
        count += 1
        return Response.json({ access_token: `at-${count}`, refresh_token: `rt-${count}`, token_type: 'bearer', expires_in: 3600 })
      },
    })
    const connection = await vault.acceptPassword('ray', 'auphonic', { username: 'mira', password: 'stage-demo' })
    await world.clock.advance(3700)

    expect(await connection.getAccessToken()).toBe('at-2')
    expect(await connection.disconnect()).toEqual({ revoked: true })
    expect(asked).toMatchObject([{ grant_type: 'password' }, { grant_type: 'refresh_token', refresh_token: 'rt-1' }, { token: 'at-2' }])
    expect(JSON.stringify(asked.slice(1))).not.toContain('stage-demo')
  })
})
