import type { DatabaseSync } from 'node:sqlite'
import type { BrowserSessionStore } from '@stagedoor/server/ports'
import { prepareFindRow, readInteger } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

/** Keeps which browsers are signed in. */
export function createBrowserSessionStore(database: DatabaseSync, group: CommitGroup): BrowserSessionStore {
  const insert = database.prepare(`
    INSERT INTO browser_sessions (key, user_number, authenticated_at, expires_at)
    VALUES (?, (SELECT number FROM users WHERE id = ?), ?, ?)`)
  const select = prepareFindRow(
    database,
    `
    SELECT session.authenticated_at, session.expires_at, ${USER_COLUMNS}
    FROM browser_sessions AS session JOIN users ON users.number = session.user_number
    WHERE session.key = ? AND session.expires_at > ? AND users.disabled_at IS NULL`,
  )
  const remove = database.prepare('DELETE FROM browser_sessions WHERE key = ?')

  return {
    issue(key, session) {
      return group.write(() => {
        insert.run(key, session.userId, session.authenticatedAt, session.expiresAt)
      })
    },

    find(key, now) {
      // Nobody holds the secret before its session is committed, so an open group can only have ended it.
      return group.peek(() => {
        const row = select(key, now)
        if (row === undefined) return undefined
        const user = readUser(row)
        const session = {
          userId: user.id,
          authenticatedAt: readInteger(row, 'authenticated_at'),
          expiresAt: readInteger(row, 'expires_at'),
        }
        return { session, user }
      })
    },

    revoke(key) {
      return group.write(() => {
        remove.run(key)
      })
    },
  }
}
