import type { DatabaseSync } from 'node:sqlite'
import type { OperatorStore } from '@stagedoor/server/ports'
import { type ClientMemories, readApp } from './app-store.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

/** Keeps what only an operator may do. */
export function createOperatorStore(database: DatabaseSync, group: CommitGroup, memories: ClientMemories): OperatorStore {
  const selectUsers = database.prepare(`
    SELECT ${USER_COLUMNS} FROM users WHERE number > coalesce((SELECT number FROM users WHERE id = ?), 0) ORDER BY number LIMIT ?`)
  // An account that was closed has lost its name with all else, and there is nobody to give it back to.
  const disable = database.prepare(`UPDATE users SET disabled_at = ?2 WHERE id = ?1 AND (?2 IS NOT NULL OR name <> '')`)
  const verifyUser = database.prepare('UPDATE users SET verified = ?2 WHERE id = ?1')
  const selectApps = database.prepare(`
    SELECT * FROM clients WHERE deleted_at IS NULL AND number > coalesce((SELECT number FROM clients WHERE id = ?), 0) ORDER BY number LIMIT ?`)
  const verifyApp = database.prepare('UPDATE clients SET verified = ?2 WHERE id = ?1 AND deleted_at IS NULL')

  return {
    listUsers({ after, limit }) {
      return group.read(() => selectUsers.all(after ?? null, limit).map(readUser))
    },

    setUserDisabled(userId, at) {
      return group.write(() => {
        const { changes } = disable.run(userId, at)
        memories.accessTokens.clear()
        return { outcome: changes === 1 ? ('set' as const) : ('unknown' as const) }
      })
    },

    setUserVerified(userId, verified) {
      return group.write(() => {
        const { changes } = verifyUser.run(userId, Number(verified))
        memories.accessTokens.clear()
        return { outcome: changes === 1 ? ('set' as const) : ('unknown' as const) }
      })
    },

    listApps({ after, limit }) {
      return group.read(() => selectApps.all(after ?? null, limit).map(readApp))
    },

    setAppVerified(clientId, verified) {
      return group.write(() => {
        const { changes } = verifyApp.run(clientId, Number(verified))
        memories.clients.clear()
        return { outcome: changes === 1 ? ('set' as const) : ('unknown' as const) }
      })
    },
  }
}
