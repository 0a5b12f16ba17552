import type { DatabaseSync } from 'node:sqlite'
import type { GrantStore } from '@stagedoor/server/ports'
import type { CommitGroup } from './commit-group.ts'
import { prepareRevokeGrant } from './issued-grant.ts'

const OF_CLIENT = '(?1 IS NULL OR client_number = (SELECT number FROM clients WHERE id = ?1))'

/** Ends grants. What a grant owns is not touched: every check of a token joins its grant. */
export function createGrantStore(database: DatabaseSync, group: CommitGroup): GrantStore {
  const revokeGrant = prepareRevokeGrant(database)
  const revokeById = database.prepare(`UPDATE grants SET revoked_at = ?2 WHERE id = ?3 AND revoked_at IS NULL AND ${OF_CLIENT}`)
  const revokeByToken = database.prepare(`
    UPDATE grants SET revoked_at = ?2
    WHERE id = (SELECT grant_id FROM access_tokens WHERE key = ?3) AND revoked_at IS NULL AND ${OF_CLIENT}`)

  return {
    revoke(grantId, now) {
      return group.write(() => {
        revokeGrant(grantId, now)
      })
    },

    revokeByAccessToken(key, clientId, now) {
      return group.write(() => revokeByToken.run(clientId, now, key).changes === 1)
    },

    revokeByRefreshToken(grantId, clientId, now) {
      return group.write(() => revokeById.run(clientId, now, grantId).changes === 1)
    },
  }
}
