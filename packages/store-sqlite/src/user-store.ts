import type { DatabaseSync } from 'node:sqlite'
import type { User, UserStore } from '@stagedoor/server/ports'
import { findInteger, findText, type Row, readFlag, readInteger, readText } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

/** What {@link readUser} reads, for statements that join the user. */
export const USER_COLUMNS = `
  users.number AS user_number, users.id AS user_id, users.username, users.password_digest, users.name AS user_name,
  users.email, users.email_verified, users.verified AS user_verified, users.picture, users.created_at AS user_created_at,
  users.disabled_at AS user_disabled_at`

/** Reads a user from a row with {@link USER_COLUMNS}. */
export function readUser(row: Row): User {
  return {
    id: readText(row, 'user_id'),
    number: readInteger(row, 'user_number'),
    username: readText(row, 'username'),
    passwordDigest: findText(row, 'password_digest'),
    name: readText(row, 'user_name'),
    email: findText(row, 'email'),
    emailVerified: readFlag(row, 'email_verified'),
    verified: readFlag(row, 'user_verified'),
    pictureTemplate: findText(row, 'picture'),
    createdAt: readInteger(row, 'user_created_at'),
    disabledAt: findInteger(row, 'user_disabled_at'),
  }
}

/** Keeps users. */
export function createUserStore(database: DatabaseSync, group: CommitGroup): UserStore {
  const insert = database.prepare(`
    INSERT INTO users (id, username, username_folded, password_digest, name, email, email_verified, verified, picture, created_at, disabled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (username_folded) DO NOTHING
    RETURNING number`)
  const selectById = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE id = ?`)
  const selectByUsername = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE username_folded = ?`)

  return {
    add(user) {
      return group.write(() => {
        const row = insert.get(
          user.id,
          user.username,
          foldUsername(user.username),
          user.passwordDigest,
          user.name,
          user.email,
          Number(user.emailVerified),
          Number(user.verified),
          user.pictureTemplate,
          user.createdAt,
          user.disabledAt,
        )
        if (row === undefined) return { outcome: 'username_taken' as const }
        return { outcome: 'added' as const, user: { ...user, number: readInteger(row, 'number') } }
      })
    },

    find(id) {
      return group.read(() => readWhenFound(selectById.get(id)))
    },

    findByUsername(username) {
      return group.read(() => readWhenFound(selectByUsername.get(foldUsername(username))))
    },
  }
}

function readWhenFound(row: Row | undefined): User | undefined {
  return row === undefined ? undefined : readUser(row)
}

/** SQLite's own NOCASE folds ASCII only, and two spellings of one letter must not be two accounts. */
function foldUsername(username: string): string {
  return username.normalize('NFKC').toLowerCase().normalize('NFKC')
}
