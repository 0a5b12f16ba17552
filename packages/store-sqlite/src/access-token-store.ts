import type { DatabaseSync } from 'node:sqlite'
import type { AccessTokenStore, ActiveToken } from '@stagedoor/server/ports'
import { type Row, readInteger, readText, readWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

const ACTIVE = `
  FROM access_tokens AS token
  JOIN grants ON grants.id = token.grant_id
  JOIN users ON users.number = grants.user_number
  JOIN clients ON clients.number = grants.client_number
  WHERE token.key = ? AND token.expires_at > ?
    AND grants.revoked_at IS NULL AND users.disabled_at IS NULL AND clients.disabled_at IS NULL`

/** Finds access tokens that are good now: one statement, one answer, whatever ended them. */
export function createAccessTokenStore(database: DatabaseSync, group: CommitGroup): AccessTokenStore {
  const select = database.prepare(`
    SELECT token.scope, token.issued_at, token.expires_at, clients.id AS client_id, users.id AS user_id, users.username ${ACTIVE}`)
  const selectWithUser = database.prepare(`
    SELECT token.scope, token.issued_at, token.expires_at, clients.id AS client_id, ${USER_COLUMNS} ${ACTIVE}`)

  return {
    findActive(key, now) {
      return group.read(() => {
        const row = select.get(key, now)
        return row === undefined ? undefined : readActiveToken(row)
      })
    },

    findActiveWithUser(key, now) {
      return group.read(() => {
        const row = selectWithUser.get(key, now)
        return row === undefined ? undefined : { accessToken: readActiveToken(row), user: readUser(row) }
      })
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
    issuedAt: readInteger(row, 'issued_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}
