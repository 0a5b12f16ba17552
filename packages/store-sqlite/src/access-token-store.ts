import type { DatabaseSync } from 'node:sqlite'
import type { AccessTokenStore, ActiveToken, EpochSeconds, SecretKey } from '@stagedoor/server/ports'
import type { AccessTokenMemory, FoundAccessToken } from './access-token-memory.ts'
import { findText, prepareFindRow, type Row, readBytes, readInteger, readText, readWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

/** Finds access tokens that are good now: one statement, one answer, whatever ended them; or the memory of it. */
export function createAccessTokenStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): AccessTokenStore {
  const select = prepareFindRow(
    database,
    `
    SELECT token.grant_id, token.scope, token.issued_at, token.expires_at, token.dpop_key, clients.id AS client_id, ${USER_COLUMNS}
    FROM access_tokens AS token
    JOIN grants ON grants.id = token.grant_id
    JOIN users ON users.number = grants.user_number
    JOIN clients ON clients.number = grants.client_number
    WHERE token.key = ? AND token.expires_at > ?
      AND grants.revoked_at IS NULL AND users.disabled_at IS NULL AND clients.disabled_at IS NULL`,
  )

  const find = (key: SecretKey, now: EpochSeconds): FoundAccessToken | undefined => {
    const row = select(key, now)
    if (row === undefined) return undefined
    const found = { accessToken: readActiveToken(row), user: readUser(row) }
    if (!group.isOpen) memory.keep(key, readBytes(row, 'grant_id'), found)
    return found
  }

  return {
    findActive(key, now) {
      return group.read(
        () => find(key, now)?.accessToken,
        () => memory.find(key, now)?.accessToken,
      )
    },

    findActiveWithUser(key, now) {
      return group.read(
        () => find(key, now),
        () => memory.find(key, now),
      )
    },
  }
}

/** Reads what is known of a token that was found good. */
export function readActiveToken(row: Row): ActiveToken {
  return {
    clientId: readText(row, 'client_id'),
    userId: readText(row, 'user_id'),
    username: readText(row, 'username'),
    scope: readWords(row, 'scope'),
    dpopKey: findText(row, 'dpop_key'),
    issuedAt: readInteger(row, 'issued_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}
