import type { DatabaseSync } from 'node:sqlite'
import type { AccountStore, EmailLink, EpochSeconds, SecretKey, SignUpLink, User } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { prepareListOwnedAlone } from './app-team-acts.ts'
import { type Row, readBytes, readInteger, readText, readWord } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareEndCeremonies, prepareForgetFactors } from './second-factor-store.ts'
import { foldEmail, foldUsername, prepareInsertUser, readUser, USER_COLUMNS } from './user-store.ts'

const PURPOSES = ['sign_up', 'change_email', 'recover'] as const
/** Known browsers of one person. */
const MOST_BROWSERS = 20
const OF_USER = 'user_number = (SELECT number FROM users WHERE id = ?1)'

/** Keeps what e-mails link to, and changes accounts. */
export function createAccountStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): AccountStore {
  const links = prepareLinks(database)
  const insertUser = prepareInsertUser(database)
  const select = database.prepare(`SELECT ${USER_COLUMNS} FROM users WHERE id = ? AND disabled_at IS NULL`)
  const setEmail = database.prepare('UPDATE OR IGNORE users SET email = ?2, email_folded = ?3, email_verified = 1 WHERE id = ?1')
  const setProfile = database.prepare('UPDATE OR IGNORE users SET name = ?2, username = ?3, username_folded = ?4 WHERE id = ?1')
  const moveInvitations = database.prepare(
    'UPDATE OR REPLACE client_invitations SET invitee = ?2, invitee_folded = ?3 WHERE invitee_folded = ?1',
  )
  const setPassword = database.prepare('UPDATE users SET password_digest = ?2 WHERE id = ?1')
  const endSessions = database.prepare(`DELETE FROM browser_sessions WHERE ${OF_USER} AND key IS NOT ?2`)
  const forgetTokens = database.prepare(`DELETE FROM personal_tokens WHERE ${OF_USER}`)
  const forgetBrowsers = database.prepare(`DELETE FROM known_browsers WHERE ${OF_USER}`)
  const forgetFactors = prepareForgetFactors(database)
  const ownedAlone = prepareListOwnedAlone(database)
  const leaveTeams = database.prepare(`DELETE FROM client_members WHERE ${OF_USER}`)
  const endGrants = database.prepare(`UPDATE grants SET revoked_at = ?2 WHERE ${OF_USER} AND revoked_at IS NULL RETURNING id`)
  const erase = database.prepare(`
    UPDATE users SET disabled_at = ?2, password_digest = NULL, name = '', email = NULL, email_folded = NULL, email_verified = 0, picture = NULL
    WHERE id = ?1`)

  const find = (userId: string): User | undefined => {
    const row = select.get(userId)
    return row === undefined ? undefined : readUser(row)
  }
  /** Makes a change, and lets no token speak of the account as it was. */
  const changed = (userId: string): User => {
    memory.clear()
    const user = find(userId)
    if (user === undefined) throw new Error('A user went inside the transaction that changed it.')
    return user
  }

  return {
    ...prepareBrowsers(database, group),
    issueLink: (key, link) => group.write(() => links.insert(key, link)),
    findLink: (key, now) => group.read(() => links.find(key, now)),

    signUp: (key, now, create) =>
      group.writeAll(() => {
        const link = links.find(key, now)
        if (link?.purpose !== 'sign_up') return { outcome: 'unknown' as const }
        const added = insertUser(create(link))
        if (added.outcome !== 'username_taken') links.remove(key)
        return added
      }),

    changeEmail: (key, now) =>
      group.writeAll(() => {
        const link = links.find(key, now)
        const user = link?.purpose === 'change_email' ? find(link.userId) : undefined
        if (link === undefined || user === undefined) return { outcome: 'unknown' as const }
        links.remove(key)
        if (setEmail.run(user.id, link.email, foldEmail(link.email)).changes === 0) return { outcome: 'email_taken' as const }
        links.removeOf(user.id)
        return { outcome: 'changed' as const, user: changed(user.id), previousEmail: user.email }
      }),

    recover: (key, now, passwordDigest) =>
      group.writeAll(() => {
        const link = links.find(key, now)
        const user = link?.purpose === 'recover' ? find(link.userId) : undefined
        if (user === undefined) return { outcome: 'unknown' as const }
        setPassword.run(user.id, passwordDigest)
        endSessions.run(user.id, null)
        forgetBrowsers.run(user.id)
        links.removeOf(user.id)
        return { outcome: 'changed' as const, user: changed(user.id) }
      }),

    changeProfile: (userId, { name, username }) =>
      group.writeAll(() => {
        const before = find(userId)
        if (before === undefined) return { outcome: 'unknown' as const }
        const { changes } = setProfile.run(userId, name, username, foldUsername(username))
        if (changes === 0) return { outcome: 'username_taken' as const }
        const [was, is] = [foldUsername(before.username), foldUsername(username)]
        if (was !== is) moveInvitations.run(was, username, is)
        return { outcome: 'changed' as const, user: changed(userId) }
      }),

    changePassword: (userId, passwordDigest, kept) =>
      group.writeAll(() => {
        if (find(userId) === undefined) return { outcome: 'unknown' as const }
        setPassword.run(userId, passwordDigest)
        endSessions.run(userId, kept)
        links.removeOf(userId)
        return { outcome: 'changed' as const }
      }),

    closeAccount: (userId, now) =>
      group.writeAll(() => {
        if (find(userId) === undefined) return { outcome: 'unknown' as const }
        if (ownedAlone(userId).length > 0) return { outcome: 'last_owner' as const }
        leaveTeams.run(userId)
        const ended = endGrants.all(userId, now)
        for (const row of ended) memory.endGrant(readBytes(row, 'id'))
        endSessions.run(userId, null)
        forgetBrowsers.run(userId)
        links.removeOf(userId)
        forgetFactors(userId)
        forgetTokens.run(userId)
        erase.run(userId, now)
        memory.clear()
        return { outcome: 'closed' as const, grants: ended.length }
      }),
  }
}

function prepareBrowsers(database: DatabaseSync, group: CommitGroup): Pick<AccountStore, 'rememberBrowser' | 'knowsBrowser'> {
  const upsert = database.prepare(`
    INSERT INTO known_browsers (user_number, browser_key, signed_in_at) VALUES ((SELECT number FROM users WHERE id = ?), ?, ?)
    ON CONFLICT (user_number, browser_key) DO UPDATE SET signed_in_at = excluded.signed_in_at`)
  const forgetOldest = database.prepare(`
    DELETE FROM known_browsers WHERE ${OF_USER} AND browser_key IN (
      SELECT browser_key FROM known_browsers WHERE ${OF_USER} ORDER BY signed_in_at DESC LIMIT -1 OFFSET ${MOST_BROWSERS})`)
  const select = database.prepare(`SELECT 1 FROM known_browsers WHERE ${OF_USER} AND browser_key = ?2`)

  return {
    rememberBrowser: (userId, browserKey, now) =>
      group.writeAll(() => {
        upsert.run(userId, browserKey, now)
        forgetOldest.run(userId)
      }),
    knowsBrowser: (userId, browserKey) => group.read(() => select.get(userId, browserKey) !== undefined),
  }
}

interface Links {
  insert(key: SecretKey, link: EmailLink): void
  find(key: SecretKey, now: EpochSeconds): EmailLink | undefined
  remove(key: SecretKey): void
  removeOf(userId: string): void
}

function prepareLinks(database: DatabaseSync): Links {
  const insert = database.prepare(`
    INSERT INTO email_links (key, purpose, email, user_number, username, name, password_digest, browser_key, continue_at, expires_at)
    VALUES (?, ?, ?, (SELECT number FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?)`)
  const select = database.prepare(`
    SELECT link.*, users.id AS user_id FROM email_links AS link LEFT JOIN users ON users.number = link.user_number
    WHERE link.key = ? AND link.expires_at > ? AND users.disabled_at IS NULL`)
  const remove = database.prepare('DELETE FROM email_links WHERE key = ?')
  const endCeremonies = prepareEndCeremonies(database)
  const removeOf = database.prepare(`DELETE FROM email_links WHERE ${OF_USER}`)

  return {
    insert(key, link) {
      if (link.purpose !== 'sign_up') {
        insert.run(key, link.purpose, link.email, link.userId, null, null, null, null, null, link.expiresAt)
        return
      }
      const { email, username, name, passwordDigest, browserKey, continueAt, expiresAt } = link
      insert.run(key, link.purpose, email, null, username, name, passwordDigest, browserKey, continueAt, expiresAt)
    },
    find(key, now) {
      const row = select.get(key, now)
      return row === undefined ? undefined : readLink(row)
    },
    remove: (key) => void remove.run(key),
    removeOf(userId) {
      removeOf.run(userId)
      endCeremonies(userId)
    },
  }
}

function readLink(row: Row): EmailLink {
  const purpose = readWord(row, 'purpose', PURPOSES)
  const [email, expiresAt] = [readText(row, 'email'), readInteger(row, 'expires_at')]
  if (purpose !== 'sign_up') return { purpose, email, userId: readText(row, 'user_id'), expiresAt }
  return readSignUp(row, { purpose, email, expiresAt })
}

function readSignUp(row: Row, known: Pick<SignUpLink, 'purpose' | 'email' | 'expiresAt'>): SignUpLink {
  return {
    ...known,
    username: readText(row, 'username'),
    name: readText(row, 'name'),
    passwordDigest: readText(row, 'password_digest'),
    browserKey: readBytes(row, 'browser_key'),
    continueAt: readText(row, 'continue_at'),
  }
}
