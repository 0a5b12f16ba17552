import { DatabaseSync } from 'node:sqlite'
import type { SecretKey } from '@stagedoor/server/ports'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openDatabase } from './open-database.ts'
import { createStoreOn } from './open-sqlite-store.ts'

const NOW = 1_767_225_600

function keyOf(number: number): SecretKey {
  return new Uint8Array(38).fill(number)
}

/** A store that has found an access token once, and so remembers it. */
async function rememberToken() {
  const path = createTemporaryPath()
  const database = openDatabase({ path, cacheKib: 256, busyTimeoutMs: 100 })
  const store = createStoreOn(database, { schedule: setImmediate })
  onTestFinished(() => store.close())
  await store.users.add({
    id: 'u',
    username: 'singer',
    passwordDigest: null,
    name: 'Singer',
    email: null,
    emailVerified: false,
    verified: false,
    pictureTemplate: null,
    createdAt: NOW,
    disabledAt: null,
  })
  await store.clients.add({
    id: 'c',
    name: 'App',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: ['https://app.example/'],
    scope: ['read'],
    homepage: null,
    verified: false,
    createdAt: NOW,
    disabledAt: null,
  })
  const [grantId, key, codeKey, digest] = [keyOf(1), keyOf(2), keyOf(3), new Uint8Array(32).fill(4)]
  const shared = { clientId: 'c', userId: 'u', scope: ['read'], nonce: null, dpopKey: null, authenticatedAt: NOW }
  await store.codes.issue(codeKey, { ...shared, redirectUri: 'https://app.example/', codeChallenge: 'x', expiresAt: NOW + 60 })
  const redeem = () =>
    store.codes.redeem(codeKey, 'c', NOW, () => ({
      outcome: 'issued',
      grant: { ...shared, id: grantId, createdAt: NOW, endsAt: null },
      refreshToken: { digest, expiresAt: NOW + 1000 },
      accessToken: { key, grantId, scope: ['read'], dpopKey: null, issuedAt: NOW, expiresAt: NOW + 100 },
    }))
  await redeem()
  const find = (now = NOW) => store.accessTokens.findActive(key, now)
  const remembered = await find()
  return { path, database, store, grantId, key, digest, redeem, find, remembered }
}

describe('a remembered access token', () => {
  it('is given again without a read, also while other writes wait for their commit', async () => {
    const { store, find, key, remembered } = await rememberToken()
    let isCommitted = false
    const writing = store.consents.remember({ userId: 'u', clientId: 'c', scope: ['read'], updatedAt: NOW }).then(() => {
      isCommitted = true
    })
    const found = await find()
    const withUser = await store.accessTokens.findActiveWithUser(key, NOW)

    expect(isCommitted).toBe(false)
    expect(remembered).toBeDefined()
    expect(found).toBe(remembered)
    expect(withUser?.user.username).toBe('singer')
    await writing
  })

  it('expires as the one in the database does', async () => {
    const { find } = await rememberToken()
    expect([await find(NOW + 99), await find(NOW + 100)]).toEqual([expect.anything(), undefined])
  })

  type Remembered = Awaited<ReturnType<typeof rememberToken>>
  const ends: readonly (readonly [what: string, end: (token: Remembered) => Promise<unknown>])[] = [
    ['its grant is revoked', ({ store, grantId }) => store.grants.revoke(grantId, NOW)],
    ['its grant is revoked by the token', ({ store, key }) => store.grants.revokeByAccessToken(key, 'c', NOW)],
    ['its grant is revoked by the refresh token', ({ store, grantId }) => store.grants.revokeByRefreshToken(grantId, 'c', NOW)],
    ['the code of its grant is replayed', ({ redeem }) => redeem()],
    [
      'a spent refresh token of its grant is replayed',
      ({ store, grantId }) =>
        store.refreshTokens.rotate({ grantId, digest: new Uint8Array(32), clientId: 'c' }, NOW, 30, () => {
          throw new Error('A replay is not asked about.')
        }),
    ],
  ]
  it.each(ends)('is gone at the very next look after %s', async (_, end) => {
    const token = await rememberToken()
    const ending = end(token)
    const whileEnding = token.find()
    await ending
    expect([await whileEnding, await token.find()]).toEqual([undefined, undefined])
  })

  it('stays when another client tried to end it', async () => {
    const { store, key, find, remembered } = await rememberToken()
    await store.grants.revokeByAccessToken(key, 'another', NOW)
    expect(await find()).toBe(remembered)
  })

  it('is gone in the next turn after another process has ended its grant', async () => {
    const { path, find } = await rememberToken()
    const operator = new DatabaseSync(path)
    operator.exec(`UPDATE grants SET revoked_at = ${NOW}`)
    operator.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(await find()).toBeUndefined()
  })

  it('is there again when the end of its grant could not be committed', async () => {
    const { database, store, grantId, find } = await rememberToken()
    const ending = store.grants.revoke(grantId, NOW)
    const whileEnding = find()
    database.exec(
      "PRAGMA defer_foreign_keys = ON; INSERT INTO browser_sessions (key, user_number, authenticated_at, expires_at) VALUES (x'00', 999, 0, 0)",
    ) // makes the COMMIT fail

    await expect(ending).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(whileEnding).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(await find()).toMatchObject({ username: 'singer' })
  })
})
