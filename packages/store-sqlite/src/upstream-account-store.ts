import type { DatabaseSync } from 'node:sqlite'
import type { UpstreamAccountStore, UpstreamProfile } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import type { CommitGroup } from './commit-group.ts'
import { foldEmail, prepareInsertUser, readUser, USER_COLUMNS } from './user-store.ts'

/** Keeps which account belongs to whom elsewhere. */
export function createUpstreamAccountStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): UpstreamAccountStore {
  const insertUser = prepareInsertUser(database)
  const insert = database.prepare('INSERT INTO upstream_accounts (issuer, subject, user_number) VALUES (?, ?, ?)')
  const select = database.prepare(`
    SELECT ${USER_COLUMNS} FROM upstream_accounts JOIN users ON users.number = upstream_accounts.user_number WHERE issuer = ? AND subject = ?`)
  const setProfile = database.prepare('UPDATE users SET name = coalesce(?2, name), picture = coalesce(?3, picture) WHERE id = ?1')
  const setEmail = database.prepare('UPDATE OR IGNORE users SET email = ?2, email_folded = ?3, email_verified = ?4 WHERE id = ?1')

  const update = (userId: string, { name, email, emailVerified, picture }: UpstreamProfile): void => {
    setProfile.run(userId, name ?? null, picture ?? null)
    if (email !== undefined && setEmail.run(userId, email, foldEmail(email), Number(emailVerified)).changes === 0)
      setEmail.run(userId, email, foldEmail(email), 0)
    memory.clear()
  }

  return {
    signIn: ({ issuer, subject }, profile, create) =>
      group.writeAll(() => {
        const row = select.get(issuer, subject)
        if (row !== undefined) {
          const known = readUser(row)
          if (known.disabledAt !== null) return { outcome: 'disabled' as const }
          update(known.id, profile)
          return { outcome: 'found' as const, user: readUser(select.get(issuer, subject) ?? row) }
        }
        const user = create()
        let added = insertUser(user)
        if (added.outcome === 'email_taken') added = insertUser({ ...user, emailVerified: false })
        if (added.outcome !== 'added') return { outcome: 'username_taken' as const }
        insert.run(issuer, subject, added.user.number)
        return { outcome: 'added' as const, user: added.user }
      }),
  }
}
