import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccessToken, Grant, SecretKey } from '@stagedoor/server/ports'
import { openSqliteStore } from '../src/index.ts'

/**
 * Measures the store alone, with `IN_FLIGHT` acts at a time: look-ups, redemptions and rotations a second,
 * each over random live tokens, in a database of each size given as an argument (1000 and 1000000 by default).
 */
const IN_FLIGHT = 64
const MEASURED = 40_000
const START = Math.floor(Date.now() / 1000)
const MONTH = 30 * 86_400

interface LiveGrant {
  readonly id: SecretKey
  digest: Uint8Array
  accessKey: SecretKey
}

let issuedAtMs = Date.now() - 3_000_000
function createKey(): Uint8Array {
  issuedAtMs += 1
  const key = Buffer.alloc(38)
  key.writeUIntBE(issuedAtMs, 0, 6)
  createHash('sha256').update(randomBytes(32)).digest().copy(key, 6)
  return key
}

async function run(count: number, act: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      await act(next - 1)
      await new Promise((resolve) => setImmediate(resolve)) // as a request would, a turn between two acts
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return count / ((performance.now() - startedAt) / 1000)
}

async function measure(rows: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'store-bench-'))
  const path = join(directory, 'store.db')
  const store = openSqliteStore({ path, ...(process.env.CACHE_KIB ? { cacheKib: Number(process.env.CACHE_KIB) } : {}) })
  const userIds = Array.from({ length: 1000 }, (_, index) => `user-${index}-${randomBytes(8).toString('hex')}`)
  const client = 'c'.repeat(40)
  await store.clients.add({
    id: client,
    name: 'Bench',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: ['https://app.example/callback'],
    scope: ['read', 'write'],
    homepage: null,
    verified: false,
    createdAt: START,
    disabledAt: null,
  })
  await Promise.all(
    userIds.map((id) =>
      store.users.add({
        id,
        username: id,
        passwordDigest: null,
        name: id,
        email: null,
        emailVerified: false,
        verified: false,
        pictureTemplate: null,
        createdAt: START,
        disabledAt: null,
      }),
    ),
  )
  const live: LiveGrant[] = []
  const code = (userId: string) => ({
    clientId: client,
    userId,
    redirectUri: 'https://app.example/callback',
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    scope: ['openid', 'profile', 'read'],
    nonce: null,
    authenticatedAt: START,
    expiresAt: START + 600,
  })
  const createAccessToken = (grantId: SecretKey): AccessToken => ({
    key: createKey(),
    grantId,
    scope: ['openid', 'profile', 'read'],
    issuedAt: START,
    expiresAt: START + 3600,
  })
  const login = async (index: number) => {
    const userId = userIds[index % userIds.length] ?? ''
    const key = createKey()
    await store.codes.issue(key, code(userId))
    await redeem(key, userId)
  }
  const redeem = async (key: SecretKey, userId: string) => {
    const digest = createKey().subarray(6)
    await store.codes.redeem(key, client, START, () => {
      const id = createKey()
      const grant: Grant = {
        id,
        clientId: client,
        userId,
        scope: ['openid', 'profile', 'read'],
        nonce: null,
        authenticatedAt: START,
        createdAt: START,
        endsAt: null,
      }
      const accessToken = createAccessToken(id)
      live.push({ id, digest, accessKey: accessToken.key })
      return { outcome: 'issued', grant, refreshToken: { digest, expiresAt: START + MONTH }, accessToken }
    })
  }
  const logins = await run(rows, login)
  const pick = (): LiveGrant => {
    const chosen = live[Math.floor(Math.random() * live.length)]
    if (chosen === undefined) throw new Error('No live grant.')
    return chosen
  }
  const busy = new Set<LiveGrant>()
  const rotate = async () => {
    let grant = pick()
    while (busy.has(grant)) grant = pick()
    busy.add(grant)
    const digest = createKey().subarray(6)
    const rotated = await store.refreshTokens.rotate({ grantId: grant.id, digest: grant.digest, clientId: client }, START, 60, () => {
      const accessToken = createAccessToken(grant.id)
      grant.accessKey = accessToken.key
      return { outcome: 'rotated', digest, expiresAt: START + MONTH, successorNonce: digest.subarray(0, 16), accessToken }
    })
    if (rotated.outcome !== 'rotated') throw new Error(rotated.outcome)
    grant.digest = digest
    busy.delete(grant)
  }
  await run(2000, rotate)
  const rounds = 3
  const best = { rotations: 0, lookups: 0, redemptions: 0 }
  for (let round = 0; round < rounds; round += 1) {
    best.rotations = Math.max(best.rotations, await run(MEASURED, rotate))
    const lookup = async () => {
      if ((await store.accessTokens.findActive(pick().accessKey, START)) === undefined) throw new Error('not active')
    }
    best.lookups = Math.max(best.lookups, await run(MEASURED, lookup))
  }
  const codes: { key: SecretKey; userId: string }[] = []
  await run(Math.min(MEASURED, 20_000), async (index) => {
    const userId = userIds[index % userIds.length] ?? ''
    const key = createKey()
    codes.push({ key, userId })
    await store.codes.issue(key, code(userId))
  })
  best.redemptions = await run(codes.length, async (index) => {
    const issued = codes[index]
    if (issued !== undefined) await redeem(issued.key, issued.userId)
  })
  const round = Math.round
  console.log(
    `${rows} rows (${round(statSync(path).size / 1048576)} MiB): login ${round(logins)}/s, look-up ${round(best.lookups)}/s, ` +
      `redeem ${round(best.redemptions)}/s, rotate ${round(best.rotations)}/s = ${(1e6 / best.rotations).toFixed(1)} µs; RSS ${round(process.memoryUsage().rss / 1048576)} MiB`,
  )
  await store.close()
  rmSync(directory, { recursive: true })
}

const sizes = process.argv.slice(2).map(Number)
for (const rows of sizes.length === 0 ? [1000, 1_000_000] : sizes) await measure(rows)
