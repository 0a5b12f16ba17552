import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { GrantStore, IssuedGrant, IssueOutcome } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { prepareFindRow, type Row, readBytes } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareInsertGrant, prepareRevokeGrant } from './issued-grant.ts'

const OF_CLIENT = '(?1 IS NULL OR client_number = (SELECT number FROM clients WHERE id = ?1))'

/** Issues grants that need no code, and ends grants. What a grant owns is not touched: every check of a token joins its grant. */
export function createGrantStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): GrantStore {
  const revokeGrant = prepareRevokeGrant(database, memory)
  const issue = prepareIssueGrant(database)
  const revokeById = database.prepare(`UPDATE grants SET revoked_at = ?2 WHERE id = ?3 AND revoked_at IS NULL AND ${OF_CLIENT}
    RETURNING id`)
  const revokeByToken = database.prepare(`
    UPDATE grants SET revoked_at = ?2
    WHERE id = (SELECT grant_id FROM access_tokens WHERE key = ?3) AND revoked_at IS NULL AND ${OF_CLIENT}
    RETURNING id`)
  const revokeAll = prepareRevokeAll(database)

  const noteEnd = (row: Row | undefined): boolean => {
    if (row !== undefined) memory.endGrant(readBytes(row, 'id'))
    return row !== undefined
  }

  return {
    issue(issued) {
      // The group holds the write lock, so nothing comes between these statements.
      return group.writeAll(() => issue(issued))
    },

    revoke(grantId, now) {
      return group.write(() => {
        revokeGrant(grantId, now)
      })
    },

    revokeByAccessToken(key, clientId, now) {
      return group.write(() => noteEnd(revokeByToken.get(clientId, now, key)))
    },

    revokeByRefreshToken(grantId, clientId, now) {
      return group.write(() => noteEnd(revokeById.get(clientId, now, grantId)))
    },

    revokeAll({ userId, clientId }, now) {
      return group.write(() => {
        const ended = revokeAll({ clientId, userId }, now)
        for (const row of ended) noteEnd(row)
        return ended.length
      })
    },
  }
}

/** A statement for each of the four selections: one for all of them could use no index, and would read every grant. */
function prepareRevokeAll(
  database: DatabaseSync,
): (selection: { readonly userId: string | null; readonly clientId: string | null }, now: number) => readonly Row[] {
  const prepare = (of: string): StatementSync =>
    database.prepare(`UPDATE grants SET revoked_at = ? WHERE revoked_at IS NULL ${of} RETURNING id`)
  const ofClient = 'AND client_number = (SELECT number FROM clients WHERE id = ?)'
  const ofUser = 'AND user_number = (SELECT number FROM users WHERE id = ?)'
  const [all, byClient, byUser, byBoth] = [prepare(''), prepare(ofClient), prepare(ofUser), prepare(`${ofUser} ${ofClient}`)]
  return ({ userId, clientId }, now) => {
    if (userId !== null) return clientId === null ? byUser.all(now, userId) : byBoth.all(now, userId, clientId)
    return clientId === null ? all.all(now) : byClient.all(now, clientId)
  }
}

/** Prepares the issue of a grant to who may have one; for use inside an act. */
export function prepareIssueGrant(database: DatabaseSync): (issued: IssuedGrant) => IssueOutcome {
  const insertGrant = prepareInsertGrant(database)
  const selectOwners = prepareFindRow(
    database,
    `
    SELECT (SELECT disabled_at IS NULL FROM users WHERE id = ?1) AS user_may,
      (SELECT disabled_at IS NULL FROM clients WHERE id = ?2) AS client_may,
      EXISTS (SELECT 1 FROM access_tokens WHERE key = ?3) AS taken`,
  )
  return (issued) => {
    const { grant, accessToken } = issued
    const owners = selectOwners(grant.userId, grant.clientId, accessToken.key)
    if (owners?.user_may !== 1) return { outcome: 'refused', reason: 'account_disabled' }
    if (owners.client_may !== 1) return { outcome: 'refused', reason: 'client_disabled' }
    if (owners.taken !== 0) return { outcome: 'refused', reason: 'access_token_taken' }
    insertGrant(issued)
    return { outcome: 'issued' }
  }
}
