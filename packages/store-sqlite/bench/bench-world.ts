import { createHash, randomBytes } from 'node:crypto'
import type { AccessToken, AuthorizationCode, SecretKey, Store } from '@stagedoor/server/ports'

const NOW = Math.floor(Date.now() / 1000)
const MONTH_SECONDS = 30 * 86_400
const USERS = 1000
const CLIENT_ID = 'c'.repeat(40)
const SCOPE = ['openid', 'profile', 'read']

/** A grant that is in nobody's hands but the bench's. */
interface LiveGrant {
  readonly id: SecretKey
  digest: Uint8Array
  accessKey: SecretKey
}

/** The acts of a server under load, over random live tokens. */
export interface BenchWorld {
  issueCode(index: number): Promise<SecretKey>
  redeem(codeKey: SecretKey, index: number): Promise<void>
  rotate(): Promise<void>
  lookUp(): Promise<void>
}

/** Seeds users and a client, and returns the acts. Keys are issued a millisecond apart, as in a busy hour. */
export async function createBenchWorld(store: Store): Promise<BenchWorld> {
  const createKey = createKeySequence(Date.now() - 3_000_000)
  const userIds = Array.from({ length: USERS }, (_, index) => `user-${index}-${randomBytes(8).toString('hex')}`)
  await seed(store, userIds)
  const live: LiveGrant[] = []
  const busy = new Set<LiveGrant>()
  const userOf = (index: number) => userIds[index % USERS] ?? ''

  const pick = (): LiveGrant => {
    for (;;) {
      const grant = live[Math.floor(Math.random() * live.length)]
      if (grant === undefined) throw new Error('There is no live grant.')
      if (!busy.has(grant)) return grant
    }
  }
  const createAccessToken = (grantId: SecretKey): AccessToken => {
    return { key: createKey(), grantId, scope: SCOPE, dpopKey: null, issuedAt: NOW, expiresAt: NOW + 3600 }
  }

  return {
    async issueCode(index) {
      const key = createKey()
      await store.codes.issue(key, createCode(userOf(index)))
      return key
    },

    async redeem(codeKey, index) {
      const [id, digest] = [createKey(), createKey().subarray(6)]
      const accessToken = createAccessToken(id)
      const owner = { id, clientId: CLIENT_ID, userId: userOf(index), scope: SCOPE, nonce: null, dpopKey: null }
      await store.codes.redeem(codeKey, CLIENT_ID, NOW, () => ({
        outcome: 'issued',
        grant: { ...owner, authenticatedAt: NOW, createdAt: NOW, endsAt: null },
        refreshToken: { digest, expiresAt: NOW + MONTH_SECONDS },
        accessToken,
      }))
      live.push({ id, digest, accessKey: accessToken.key })
    },

    async rotate() {
      const grant = pick()
      busy.add(grant)
      const digest = createKey().subarray(6)
      const accessToken = createAccessToken(grant.id)
      const presented = { grantId: grant.id, digest: grant.digest, clientId: CLIENT_ID }
      const successor = { digest, expiresAt: NOW + MONTH_SECONDS, successorNonce: digest.subarray(0, 16) }
      const { outcome } = await store.refreshTokens.rotate(presented, NOW, 60, () => ({ outcome: 'rotated', ...successor, accessToken }))
      if (outcome !== 'rotated') throw new Error(`A live token was ${outcome}.`)
      grant.digest = digest
      grant.accessKey = accessToken.key
      busy.delete(grant)
    },

    async lookUp() {
      if ((await store.accessTokens.findActive(pick().accessKey, NOW)) === undefined) throw new Error('A live token was not found.')
    },
  }
}

function createKeySequence(startMs: number): () => SecretKey {
  let issuedAtMs = startMs
  return () => {
    issuedAtMs += 1
    const key = Buffer.alloc(38)
    key.writeUIntBE(issuedAtMs, 0, 6)
    createHash('sha256').update(randomBytes(32)).digest().copy(key, 6)
    return key
  }
}

function createCode(userId: string): AuthorizationCode {
  return {
    clientId: CLIENT_ID,
    userId,
    redirectUri: 'https://app.example/callback',
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    scope: SCOPE,
    nonce: null,
    dpopKey: null,
    authenticatedAt: NOW,
    expiresAt: NOW + 600,
  }
}

async function seed({ users, clients }: Store, userIds: readonly string[]): Promise<void> {
  const user = { passwordDigest: null, email: null, emailVerified: false, verified: false, pictureTemplate: null }
  const times = { createdAt: NOW, disabledAt: null }
  await Promise.all(userIds.map((id) => users.add({ ...user, ...times, id, username: id, name: id })))
  await clients.add({
    ...times,
    id: CLIENT_ID,
    name: 'Bench',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: ['https://app.example/callback'],
    scope: SCOPE,
    homepage: null,
    verified: false,
  })
}
