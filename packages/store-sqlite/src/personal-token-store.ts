import type { DatabaseSync } from 'node:sqlite'
import { KEPT_PERSONAL_TOKEN_SECONDS, type PersonalToken, type PersonalTokenStore } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { findInteger, findText, type Row, readBytes, readInteger, readText, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareIssueGrant } from './grant-store.ts'

const OF_USER = 'user_number = (SELECT number FROM users WHERE id = ?1)'
const LIVES = 'grants.revoked_at IS NULL AND grants.kept_until > ?2'

/** Keeps what people see of the tokens they made for their own scripts. */
export function createPersonalTokenStore(database: DatabaseSync, group: CommitGroup, memory: AccessTokenMemory): PersonalTokenStore {
  const issueGrant = prepareIssueGrant(database)
  const count = database.prepare(`
    SELECT count(*) AS alive FROM personal_tokens AS token JOIN grants ON grants.id = token.id WHERE token.${OF_USER} AND ${LIVES}`)
  const findGrant = database.prepare('SELECT 1 FROM grants WHERE id = ?')
  const findKey = database.prepare('SELECT 1 FROM access_tokens WHERE key = ?')
  const insert = database.prepare(`
    INSERT INTO personal_tokens (id, user_number, name, scope, ending, created_at, expires_at, kept_until)
    VALUES (?, (SELECT number FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?)`)
  const select = database.prepare(`
    SELECT token.*, grants.revoked_at FROM personal_tokens AS token LEFT JOIN grants ON grants.id = token.id
    WHERE token.${OF_USER} AND token.kept_until > ?2 AND coalesce(grants.revoked_at, ?2) > ?2 - ${KEPT_PERSONAL_TOKEN_SECONDS}
    ORDER BY token.created_at DESC, token.id DESC`)
  const rename = database.prepare(`UPDATE personal_tokens SET name = ?3 WHERE id = ?2 AND ${OF_USER}`)
  const end = database.prepare(`
    UPDATE grants SET revoked_at = ?2, kept_until = min(kept_until, ?2 + ${KEPT_PERSONAL_TOKEN_SECONDS}) WHERE ${LIVES} AND ${OF_USER} AND (?3 IS NULL OR id = ?3)
      AND EXISTS (SELECT 1 FROM personal_tokens WHERE personal_tokens.id = grants.id)
    RETURNING id`)
  const keepUntil = database.prepare('UPDATE personal_tokens SET kept_until = min(kept_until, ?2) WHERE id = ?1')
  const noteUse = database.prepare(`
    UPDATE personal_tokens SET last_used_from = CASE WHEN ?2 >= coalesce(last_used_at, 0) THEN ?3 ELSE last_used_from END,
      last_used_at = max(coalesce(last_used_at, 0), ?2)
    WHERE id = (SELECT grant_id FROM access_tokens WHERE key = ?1)`)
  const findByKey = database.prepare(`
    SELECT token.id, token.name, users.id AS user_id FROM access_tokens
    JOIN personal_tokens AS token ON token.id = access_tokens.grant_id
    JOIN users ON users.number = token.user_number
    WHERE access_tokens.key = ?1 AND access_tokens.expires_at > ?2`)
  const markReported = database.prepare('UPDATE personal_tokens SET reported_at = ?2 WHERE id = ?1')

  const revoke = (userId: string, now: number, id: Uint8Array | null): number => {
    const ended = end.all(userId, now, id)
    for (const row of ended) {
      memory.endGrant(readBytes(row, 'id'))
      keepUntil.run(readBytes(row, 'id'), now + KEPT_PERSONAL_TOKEN_SECONDS)
    }
    return ended.length
  }

  return {
    add({ name, ending, expiresAt }, issued, limit) {
      return group.writeAll(() => {
        const { id, userId, scope, createdAt } = issued.grant
        if (findGrant.get(id) !== undefined) return { outcome: 'id_taken' as const }
        if (findKey.get(issued.accessToken.key) !== undefined) return { outcome: 'refused' as const, reason: 'access_token_taken' as const }
        const alive = readInteger(count.get(userId, createdAt) ?? {}, 'alive')
        if (alive >= limit) return { outcome: 'too_many' as const }
        const issue = issueGrant(issued)
        if (issue.outcome === 'refused') return issue
        const keptUntil = issued.accessToken.expiresAt + KEPT_PERSONAL_TOKEN_SECONDS
        insert.run(id, userId, name, writeWords(scope), ending, createdAt, expiresAt, keptUntil)
        return { outcome: 'added' as const }
      })
    },

    list: (userId, now) => group.read(() => select.all(userId, now).map(readPersonalToken)),
    rename: (userId, id, name) => group.write(() => rename.run(userId, id, name).changes === 1),
    revoke: (userId, id, now) => group.writeAll(() => revoke(userId, now, id) === 1),
    revokeAll: (userId, now) => group.writeAll(() => revoke(userId, now, null)),

    noteUse(key, at, from) {
      return group.write(() => {
        noteUse.run(key, at, from)
      })
    },

    revokeReported(key, now) {
      return group.writeAll(() => {
        const row = findByKey.get(key, now)
        if (row === undefined) return undefined
        const found = { id: readBytes(row, 'id'), userId: readText(row, 'user_id'), name: readText(row, 'name') }
        if (revoke(found.userId, now, found.id) === 0) return undefined
        markReported.run(found.id, now)
        return found
      })
    },
  }
}

function readPersonalToken(row: Row): PersonalToken {
  return {
    id: readBytes(row, 'id'),
    name: readText(row, 'name'),
    scope: readWords(row, 'scope'),
    ending: findText(row, 'ending'),
    createdAt: readInteger(row, 'created_at'),
    expiresAt: findInteger(row, 'expires_at'),
    lastUsedAt: findInteger(row, 'last_used_at'),
    lastUsedFrom: findText(row, 'last_used_from'),
    revokedAt: findInteger(row, 'revoked_at'),
    reportedAt: findInteger(row, 'reported_at'),
  }
}
