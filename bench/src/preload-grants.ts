import { randomBytes } from 'node:crypto'
import { standard } from '@stagedoor/platforms'
import type { IssuedGrant, Store } from '@stagedoor/server/ports'
import { createOpaqueSecret, createRefreshToken } from '@stagedoor/server/secrets'
import { openSqliteStore } from '@stagedoor/store-sqlite'

/** Who the grants are between. */
export interface GrantParties {
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly scope: readonly string[]
}

/** Acts under way at once: each commit takes in what has arrived. */
const BATCH = 500

/**
 * Fills a database with live grants by the store's own acts, a code issued and redeemed for each, as if that many people had signed in.
 *
 * @returns Their refresh tokens.
 */
export async function preloadGrants(path: string, count: number, parties: GrantParties): Promise<string[]> {
  const store = openSqliteStore({ path, cacheKib: 128 * 1024 })
  try {
    const user = await store.users.findByUsername(parties.username)
    if (user === undefined) throw new Error(`There is no user ${parties.username}.`)
    const tokens: string[] = []
    while (tokens.length < count) {
      const batch = Array.from({ length: Math.min(BATCH, count - tokens.length) }, () => signIn(store, user.id, parties))
      tokens.push(...(await Promise.all(batch)))
    }
    return tokens
  } finally {
    await store.close()
  }
}

async function signIn(store: Store, userId: string, { clientId, redirectUri, scope }: GrantParties): Promise<string> {
  const atMs = Date.now()
  const now = Math.floor(atMs / 1000)
  const asked = { clientId, userId, scope, nonce: null, dpopKey: null, authenticatedAt: now }
  const { key } = createOpaqueSecret({ prefix: 'sd_ac_', bytes: 38, checksum: false }, atMs, randomBytes)
  await store.codes.issue(key, { ...asked, redirectUri, codeChallenge: '', expiresAt: now + 60 })
  const { records, text } = createRecords(asked, atMs, now)
  const { outcome } = await store.codes.redeem(key, clientId, now, () => ({ outcome: 'issued', ...records }))
  if (outcome !== 'issued') throw new Error(`A fresh code was ${outcome}.`)
  return text
}

function createRecords(
  asked: Omit<IssuedGrant['grant'], 'id' | 'createdAt' | 'endsAt'>,
  atMs: number,
  now: number,
): { readonly records: IssuedGrant; readonly text: string } {
  const { accessTokenFormat, accessTokenLifetimeSeconds, refreshToken: rules } = standard.tokens
  if (rules === null) throw new TypeError('The platform issues no refresh tokens.')
  const { text, grantId, digest } = createRefreshToken(rules.format, atMs, randomBytes)
  const accessToken = createOpaqueSecret(accessTokenFormat, atMs, randomBytes)
  return {
    text,
    records: {
      grant: { ...asked, id: grantId, createdAt: now, endsAt: null },
      refreshToken: { digest, expiresAt: now + rules.lifetimeSeconds },
      accessToken: {
        key: accessToken.key,
        grantId,
        scope: asked.scope,
        dpopKey: null,
        issuedAt: now,
        expiresAt: now + accessTokenLifetimeSeconds,
      },
    },
  }
}
