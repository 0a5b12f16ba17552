import type { DatabaseSync } from 'node:sqlite'
import type { AccessToken, Grant, IssuedGrant, SecretKey } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { findInteger, findText, type Row, readBytes, readInteger, readText, readWords, writeWords } from './columns.ts'

/** How long a grant is kept after its refresh token expired, so that a late client hears `expired` and not `unknown`. */
const KEPT_AFTER_EXPIRY_SECONDS = 7 * 86_400

/** From when on nothing can ask for the grant: its refresh token is long expired, and so is its last access token. */
export function computeKeptUntil(refreshExpiresAt: number | null, accessExpiresAt: number): number {
  return refreshExpiresAt === null ? accessExpiresAt : Math.max(refreshExpiresAt + KEPT_AFTER_EXPIRY_SECONDS, accessExpiresAt)
}

/** Prepares the write of a grant with its first tokens; for use inside an act. */
export function prepareInsertGrant(database: DatabaseSync): (issued: IssuedGrant) => void {
  const insert = database.prepare(`
    INSERT INTO grants (
      id, client_number, user_number, scope, nonce, authenticated_at, created_at, ends_at, kept_until,
      generation, refresh_expires_at, refresh_digest, dpop_key
    ) VALUES (?, (SELECT number FROM clients WHERE id = ?), (SELECT number FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertAccessToken = prepareInsertAccessToken(database)

  return ({ grant, refreshToken, accessToken }) => {
    insert.run(
      grant.id,
      grant.clientId,
      grant.userId,
      writeWords(grant.scope),
      grant.nonce,
      grant.authenticatedAt,
      grant.createdAt,
      grant.endsAt,
      computeKeptUntil(refreshToken?.expiresAt ?? null, accessToken.expiresAt),
      refreshToken === null ? null : 1,
      refreshToken?.expiresAt ?? null,
      refreshToken?.digest ?? null,
      grant.dpopKey,
    )
    insertAccessToken(accessToken)
  }
}

/** Prepares the write of an access token; for use inside an act. */
export function prepareInsertAccessToken(database: DatabaseSync): (accessToken: AccessToken) => void {
  const insert = database.prepare(
    'INSERT INTO access_tokens (key, grant_id, scope, issued_at, expires_at, dpop_key) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return (token) => {
    insert.run(token.key, token.grantId, writeWords(token.scope), token.issuedAt, token.expiresAt, token.dpopKey)
  }
}

/** Prepares the end of a grant, once; answers whether it was live. For use inside an act. */
export function prepareRevokeGrant(database: DatabaseSync, memory: AccessTokenMemory): (grantId: SecretKey, now: number) => boolean {
  const update = database.prepare('UPDATE grants SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
  return (grantId, now) => {
    memory.endGrant(grantId)
    return update.run(now, grantId).changes === 1
  }
}

/** Reads a grant from its row joined with `clients.id AS client_id` and `users.id AS user_id`. */
export function readGrant(row: Row): Grant {
  return {
    id: readBytes(row, 'id'),
    clientId: readText(row, 'client_id'),
    userId: readText(row, 'user_id'),
    scope: readWords(row, 'scope'),
    nonce: findText(row, 'nonce'),
    dpopKey: findText(row, 'dpop_key'),
    authenticatedAt: readInteger(row, 'authenticated_at'),
    createdAt: readInteger(row, 'created_at'),
    endsAt: findInteger(row, 'ends_at'),
  }
}
