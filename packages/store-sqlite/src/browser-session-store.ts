import type { DatabaseSync } from 'node:sqlite'
import type { BrowserSessionStore, ListedSession } from '@stagedoor/server/ports'
import { findText, prepareFindRow, type Row, readBytes, readInteger } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

/** More are a program's; a page of them all would keep everybody waiting. */
const MOST_LISTED = 100
const OF_USER = 'user_number = (SELECT number FROM users WHERE id = ?1)'

/** Keeps which browsers are signed in. */
export function createBrowserSessionStore(database: DatabaseSync, group: CommitGroup): BrowserSessionStore {
  const insert = database.prepare(`
    INSERT INTO browser_sessions (key, user_number, authenticated_at, expires_at, user_agent, remote_address, started_at, last_seen_at)
    VALUES (?1, (SELECT number FROM users WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?3)`)
  const select = prepareFindRow(
    database,
    `
    SELECT session.authenticated_at, session.expires_at, coalesce(session.last_seen_at, session.authenticated_at) AS last_seen_at,
      ${USER_COLUMNS}
    FROM browser_sessions AS session JOIN users ON users.number = session.user_number
    WHERE session.key = ? AND session.expires_at > ? AND users.disabled_at IS NULL`,
  )
  const update = database.prepare(
    'UPDATE browser_sessions SET last_seen_at = ?, remote_address = coalesce(?, remote_address) WHERE key = ?',
  )
  const remove = database.prepare('DELETE FROM browser_sessions WHERE key = ?')

  return {
    ...prepareSessionsOfUser(database, group),

    issue(key, session, seen) {
      return group.write(() => {
        const { userId, authenticatedAt, expiresAt } = session
        const startedAt = seen?.startedAt ?? authenticatedAt
        insert.run(key, userId, authenticatedAt, expiresAt, seen?.userAgent ?? null, seen?.remoteAddress ?? null, startedAt)
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
        return { session, user, lastSeenAt: readInteger(row, 'last_seen_at') }
      })
    },

    touch(key, now, remoteAddress) {
      return group.write(() => {
        update.run(now, remoteAddress, key)
      })
    },

    revoke(key) {
      return group.write(() => {
        remove.run(key)
      })
    },
  }
}

function prepareSessionsOfUser(database: DatabaseSync, group: CommitGroup): Pick<BrowserSessionStore, 'list' | 'revokeOf' | 'revokeAll'> {
  const selectAll = database.prepare(`
    SELECT key, user_agent, remote_address, coalesce(started_at, authenticated_at) AS started_at,
      coalesce(last_seen_at, authenticated_at) AS last_seen_at
    FROM browser_sessions WHERE ${OF_USER} AND expires_at > ?2 ORDER BY last_seen_at DESC, key DESC LIMIT ${MOST_LISTED}`)
  const removeOf = database.prepare(`DELETE FROM browser_sessions WHERE ${OF_USER} AND key = ?2`)
  const removeChanges = database.prepare(`DELETE FROM email_links WHERE ${OF_USER} AND purpose = 'change_email'`)
  const removeAll = database.prepare(`DELETE FROM browser_sessions WHERE ${OF_USER} AND key IS NOT ?2`)

  return {
    list: (userId, now) => group.read(() => selectAll.all(userId, now).map(readListed)),
    revokeOf: (userId, key) => group.write(() => removeOf.run(userId, key).changes === 1),
    revokeAll: (userId, kept) =>
      group.writeAll(() => {
        removeChanges.run(userId)
        return Number(removeAll.run(userId, kept).changes)
      }),
  }
}

function readListed(row: Row): ListedSession {
  return {
    key: readBytes(row, 'key'),
    userAgent: findText(row, 'user_agent'),
    remoteAddress: findText(row, 'remote_address'),
    startedAt: readInteger(row, 'started_at'),
    lastSeenAt: readInteger(row, 'last_seen_at'),
  }
}
