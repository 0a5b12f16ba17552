import { timingSafeEqual } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { EpochSeconds, Grant, RefreshTokenState, RefreshTokenStore, RotateOutcome, RotationDecision } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { readActiveToken } from './access-token-store.ts'
import { findBytes, findInteger, prepareFindRow, type Row, readBytes, readInteger } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { computeKeptUntil, prepareInsertAccessToken, prepareRevokeGrant, readGrant } from './issued-grant.ts'

/** Rotates refresh tokens. The state of a grant's refresh token lies in the grant's own row: one read, one conditional write, one insert. */
export function createRefreshTokenStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): RefreshTokenStore {
  const select = prepareFindRow(
    database,
    `
    SELECT grants.*, clients.id AS client_id, users.id AS user_id,
      clients.disabled_at IS NOT NULL OR users.disabled_at IS NOT NULL AS disabled
    FROM grants
    JOIN clients ON clients.number = grants.client_number
    JOIN users ON users.number = grants.user_number
    WHERE grants.id = ?`,
  )
  const replace = database.prepare(`
    UPDATE grants SET generation = generation + 1, predecessor_digest = refresh_digest, refresh_digest = ?, refresh_expires_at = ?,
      successor_nonce = ?, rotated_at = ?, kept_until = max(kept_until, ?)
    WHERE id = ? AND generation = ? AND revoked_at IS NULL`)
  const selectActive = database.prepare(`
    SELECT grants.scope, grants.dpop_key, coalesce(grants.rotated_at, grants.created_at) AS issued_at,
      min(grants.refresh_expires_at, coalesce(grants.ends_at, grants.refresh_expires_at)) AS expires_at,
      clients.id AS client_id, users.id AS user_id, users.username
    FROM grants
    JOIN users ON users.number = grants.user_number
    JOIN clients ON clients.number = grants.client_number
    WHERE grants.id = ? AND grants.refresh_digest = ? AND grants.revoked_at IS NULL
      AND users.disabled_at IS NULL AND clients.disabled_at IS NULL`)
  const insertAccessToken = prepareInsertAccessToken(database)
  const revokeGrant = prepareRevokeGrant(database, memory)

  const rotateCurrent = (grant: Grant, current: RefreshTokenState, now: EpochSeconds, decision: RotationDecision): RotateOutcome => {
    if (decision.outcome === 'refused') return { outcome: 'refused', reason: decision.reason }
    const { digest, expiresAt, successorNonce, accessToken } = decision
    const keptUntil = computeKeptUntil(expiresAt, accessToken.expiresAt)
    const { changes } = replace.run(digest, expiresAt, successorNonce, now, keptUntil, grant.id, current.generation)
    if (changes !== 1) throw new Error('A grant changed inside the transaction that read it.')
    insertAccessToken(accessToken)
    return { outcome: 'rotated', grant }
  }

  return {
    rotate(presented, now, retryWindowSeconds, decide) {
      // The group holds the write lock, so nothing comes between these statements; the condition of `replace` says it once more.
      return group.writeAll((): RotateOutcome => {
        const row = select(presented.grantId)
        const current = row === undefined ? undefined : findState(row)
        if (row === undefined || current === undefined) return { outcome: 'unknown', reason: 'refresh_token_unknown' }
        const found: FoundGrant = { grant: readGrant(row), current, revoked: row.revoked_at !== null, disabled: row.disabled !== 0 }
        const verdict = judge(found, presented, now, retryWindowSeconds)
        if (verdict.outcome === 'replayed') revokeGrant(found.grant.id, now)
        if (verdict.outcome === 'first') return rotateCurrent(found.grant, current, now, decide(found.grant, current))
        return verdict
      })
    },

    findActive({ grantId, digest }, now) {
      return group.read(() => {
        const row = selectActive.get(grantId, digest)
        const token = row === undefined ? undefined : readActiveToken(row)
        return token !== undefined && token.expiresAt > now ? token : undefined
      })
    },
  }
}

interface FoundGrant {
  readonly grant: Grant
  readonly current: RefreshTokenState
  readonly revoked: boolean
  readonly disabled: boolean
}

type Presented = Parameters<RefreshTokenStore['rotate']>[0]

/** Says what a presented token is. The order matters: a foreign client learns and changes nothing; a replay counts even when all has expired. */
function judge(
  { grant, current, revoked, disabled }: FoundGrant,
  presented: Presented,
  now: EpochSeconds,
  retryWindowSeconds: number,
): RotateOutcome | { readonly outcome: 'first' } {
  if (presented.clientId !== null && presented.clientId !== grant.clientId)
    return { outcome: 'unknown', reason: 'refresh_token_other_client' }
  if (revoked) return { outcome: 'unknown', reason: 'grant_revoked' }
  const use = classifyUse(presented.digest, current, now, retryWindowSeconds)
  if (use === 'replayed') return { outcome: 'replayed' }
  if (isExpired(grant, current, now)) return { outcome: 'unknown', reason: 'refresh_token_expired' }
  if (disabled) return { outcome: 'unknown', reason: 'account_disabled' }
  return use === 'repeated' ? { outcome: 'repeated', grant, refreshToken: current } : { outcome: 'first' }
}

function isExpired(grant: Grant, current: RefreshTokenState, now: EpochSeconds): boolean {
  return current.expiresAt <= now || (grant.endsAt !== null && grant.endsAt <= now)
}

/**
 * Tells a first use from an honest retry and from a replay (RFC 9700 §4.14.2).
 * The predecessor being known at all means that its successor is unused: the next rotation replaces both.
 */
function classifyUse(
  digest: Uint8Array,
  current: RefreshTokenState,
  now: number,
  retryWindowSeconds: number,
): 'first' | 'repeated' | 'replayed' {
  if (isSameDigest(digest, current.digest)) return 'first'
  const { predecessorDigest, rotatedAt } = current
  if (predecessorDigest === null || rotatedAt === null || !isSameDigest(digest, predecessorDigest)) return 'replayed'
  return now - rotatedAt < retryWindowSeconds ? 'repeated' : 'replayed'
}

function isSameDigest(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}

function findState(row: Row): RefreshTokenState | undefined {
  if (row.refresh_digest === null) return undefined
  return {
    generation: readInteger(row, 'generation'),
    digest: readBytes(row, 'refresh_digest'),
    expiresAt: readInteger(row, 'refresh_expires_at'),
    predecessorDigest: findBytes(row, 'predecessor_digest'),
    successorNonce: findBytes(row, 'successor_nonce'),
    rotatedAt: findInteger(row, 'rotated_at'),
  }
}
