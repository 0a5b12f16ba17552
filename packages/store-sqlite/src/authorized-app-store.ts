import type { DatabaseSync } from 'node:sqlite'
import type { AuthorizedApp, AuthorizedAppStore } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { readClient } from './client-store.ts'
import { findInteger, findText, type Row, readBytes, readInteger } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

const USER = '(SELECT number FROM users WHERE id = ?1)'
/** What people made for their own scripts is no app's. */
const OF_APP = 'NOT EXISTS (SELECT 1 FROM personal_tokens WHERE personal_tokens.id = grants.id)'
const OF_CLIENT = '(?2 IS NULL OR client_number = (SELECT number FROM clients WHERE id = ?2))'

/** Lists and takes back what people gave to clients. */
export function createAuthorizedAppStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): AuthorizedAppStore {
  const select = database.prepare(`
    WITH live AS (
      SELECT client_number, min(created_at) AS created_at, max(coalesce(rotated_at, created_at)) AS used_at, group_concat(scope, ' ') AS scope
      FROM grants WHERE user_number = ${USER} AND revoked_at IS NULL AND ${OF_APP}
        AND kept_until > ?2 AND coalesce(refresh_expires_at, kept_until) > ?2 AND coalesce(ends_at, ?2 + 1) > ?2
      GROUP BY client_number
    )
    SELECT clients.*, coalesce(consents.scope, '') || ' ' || coalesce(live.scope, '') AS given,
      coalesce(consents.created_at, live.created_at) AS since, live.used_at
    FROM clients
    LEFT JOIN consents ON consents.client_number = clients.number AND consents.user_number = ${USER}
    LEFT JOIN live ON live.client_number = clients.number
    WHERE clients.number IN (SELECT client_number FROM consents WHERE user_number = ${USER} UNION SELECT client_number FROM live)
    ORDER BY coalesce(live.used_at, 0) DESC, since DESC, clients.number`)
  const deleteConsents = database.prepare(`DELETE FROM consents WHERE user_number = ${USER} AND ${OF_CLIENT} RETURNING client_number`)
  const revokeGrants = database.prepare(`
    UPDATE grants SET revoked_at = ?3 WHERE user_number = ${USER} AND revoked_at IS NULL AND ${OF_CLIENT} AND ${OF_APP}
    RETURNING id, client_number`)
  const deleteCodes = database.prepare(
    `DELETE FROM authorization_codes WHERE user_number = ${USER} AND consumed_at IS NULL AND ${OF_CLIENT} RETURNING client_number`,
  )
  const deleteDevices = database.prepare(
    `DELETE FROM device_codes WHERE user_number = ${USER} AND state = 'approved' AND ${OF_CLIENT} RETURNING client_number`,
  )

  return {
    list(userId, now) {
      return group.read(() => select.all(userId, now).map(readAuthorizedApp))
    },

    withdraw(userId, clientId, now) {
      return group.writeAll(() => {
        const revoked = revokeGrants.all(userId, clientId, now)
        for (const row of revoked) memory.endGrant(readBytes(row, 'id'))
        const rest = [deleteConsents, deleteCodes, deleteDevices].flatMap((statement) => statement.all(userId, clientId))
        const apps = new Set([...revoked, ...rest].map((row) => readInteger(row, 'client_number')))
        return { apps: apps.size, grants: revoked.length }
      })
    },
  }
}

function readAuthorizedApp(row: Row): AuthorizedApp {
  const given = findText(row, 'given') ?? ''
  return {
    client: readClient(row),
    scope: [...new Set(given.split(' ').filter(Boolean))],
    since: readInteger(row, 'since'),
    lastUsedAt: findInteger(row, 'used_at'),
  }
}
