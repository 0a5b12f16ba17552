import { createHash, randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import type { AccessToken, SecretKey, Store } from '@stagedoor/server/ports'
import { openSqliteStore } from '../src/index.ts'

/**
 * Logs in and refreshes without end, many at a time, on the store at `argv[2]`, until it is killed.
 * Prints a line for each act after its promise resolved: grant id, refresh token digest and access token key, in hex.
 */
const IN_FLIGHT = 16
const ROTATIONS_PER_LOGIN = 3
const FAR = 10_000_000_000

const [, , path = '', atMs = '0', run = '0'] = process.argv
const startMs = Number(atMs)
const now = Math.floor(startMs / 1000)
const store = openSqliteStore({ path })
const userId = `user ${run}`
const clientId = `client ${run}`

function createKey(): SecretKey {
  const key = Buffer.alloc(38)
  key.writeUIntBE(startMs, 0, 6)
  createHash('sha256').update(randomBytes(32)).digest().copy(key, 6)
  return key
}

function acknowledge(grantId: SecretKey, digest: Uint8Array, accessKey: SecretKey): void {
  const hex = [grantId, digest, accessKey].map((bytes) => Buffer.from(bytes).toString('hex'))
  writeSync(1, `${hex.join(' ')}\n`) // at once, whole: what stays in a buffer of a killed process was never said
}

async function seed({ users, clients }: Store): Promise<void> {
  await users.add({
    id: userId,
    username: userId,
    passwordDigest: null,
    name: 'Storm',
    email: null,
    emailVerified: false,
    verified: false,
    pictureTemplate: null,
    createdAt: now,
    disabledAt: null,
  })
  await clients.add({
    id: clientId,
    name: 'Storm',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: ['https://app.example/'],
    scope: ['read'],
    homepage: null,
    verified: false,
    createdAt: now,
    disabledAt: null,
  })
}

async function logInOnce(): Promise<void> {
  const [codeKey, grantId] = [createKey(), createKey()]
  let digest: Uint8Array = randomBytes(32)
  const createAccessToken = (): AccessToken => ({
    key: createKey(),
    grantId,
    scope: ['read'],
    dpopKey: null,
    issuedAt: now,
    expiresAt: FAR,
  })
  await store.codes.issue(codeKey, {
    clientId,
    userId,
    redirectUri: 'https://app.example/',
    codeChallenge: 'challenge',
    scope: ['read'],
    nonce: null,
    dpopKey: null,
    authenticatedAt: now,
    expiresAt: FAR,
  })
  const first = createAccessToken()
  await store.codes.redeem(codeKey, clientId, now, () => ({
    outcome: 'issued',
    grant: {
      id: grantId,
      clientId,
      userId,
      scope: ['read'],
      nonce: null,
      dpopKey: null,
      authenticatedAt: now,
      createdAt: now,
      endsAt: null,
    },
    refreshToken: { digest, expiresAt: FAR },
    accessToken: first,
  }))
  acknowledge(grantId, digest, first.key)
  for (let rotation = 0; rotation < ROTATIONS_PER_LOGIN; rotation += 1) {
    const successor = randomBytes(32)
    const accessToken = createAccessToken()
    await store.refreshTokens.rotate({ grantId, digest, clientId }, now, 60, () => ({
      outcome: 'rotated',
      digest: successor,
      expiresAt: FAR,
      successorNonce: null,
      accessToken,
    }))
    digest = successor
    acknowledge(grantId, digest, accessToken.key)
  }
}

async function worker(): Promise<never> {
  for (;;) await logInOnce()
}

await seed(store)
await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
