import type { DatabaseSync } from 'node:sqlite'
import type { NewUser, User, UserStore } from '@stagedoor/server/ports'
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

/** Prepares the act of adding a user, for acts that add one among other things. */
export function prepareInsertUser(
  database: DatabaseSync,
): (user: NewUser) => { readonly outcome: 'added'; readonly user: User } | { readonly outcome: 'username_taken' | 'email_taken' } {
  const insert = database.prepare(`
    INSERT INTO users (id, username, username_folded, password_digest, name, email, email_folded, email_verified, verified, picture,
      created_at, disabled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (username_folded) DO NOTHING
    ON CONFLICT (email_folded) WHERE email_verified = 1 DO NOTHING
    RETURNING number`)
  const selectTaken = database.prepare('SELECT 1 FROM users WHERE username_folded = ?')

  return (user) => {
    const row = insert.get(
      user.id,
      user.username,
      foldUsername(user.username),
      user.passwordDigest,
      user.name,
      user.email,
      user.email === null ? null : foldEmail(user.email),
      Number(user.emailVerified && user.email !== null),
      Number(user.verified),
      user.pictureTemplate,
      user.createdAt,
      user.disabledAt,
    )
    if (row !== undefined) return { outcome: 'added', user: { ...user, number: readInteger(row, 'number') } }
    return { outcome: selectTaken.get(foldUsername(user.username)) === undefined ? 'email_taken' : 'username_taken' }
  }
}

/** Keeps users. */
export function createUserStore(database: DatabaseSync, group: CommitGroup): UserStore {
  const insert = prepareInsertUser(database)
  const selectById = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE id = ?`)
  const selectByUsername = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE username_folded = ?`)
  const selectByEmail = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE email_folded = ? AND email_verified = 1`)

  return {
    add(user) {
      return group.write(() => insert(user))
    },

    find(id) {
      return group.read(() => readWhenFound(selectById.get(id)))
    },

    findByUsername(username) {
      return group.read(() => readWhenFound(selectByUsername.get(foldUsername(username))))
    },

    findByEmail(email) {
      return group.read(() => readWhenFound(selectByEmail.get(foldEmail(email))))
    },
  }
}

function readWhenFound(row: Row | undefined): User | undefined {
  return row === undefined ? undefined : readUser(row)
}

/** SQLite's own NOCASE folds ASCII only, and two spellings of one letter must not be two accounts. */
export function foldUsername(username: string): string {
  return username.normalize('NFKC').toLowerCase().normalize('NFKC')
}

/** Letter case of ASCII only, as the schema does; an address with other letters is compared as it is, so that none of them turns into another. */
export function foldEmail(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}
