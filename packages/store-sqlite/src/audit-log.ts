import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AuditEntry, AuditLog, EpochSeconds } from '@stagedoor/server/ports'
import { findText, type Row, readInteger, readText, readWord } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

const ACTOR_KINDS: readonly AuditEntry['actor']['kind'][] = ['user', 'operator', 'server']
const TARGET_KINDS: readonly AuditEntry['target']['kind'][] = ['user', 'client', 'grant', 'token', 'key', 'server']

/** How long an entry is kept, from itself to the newest one; the schema refuses to delete a younger one. */
const KEPT_SECONDS = 400 * 86_400

/** Keeps who did what. The schema lets nobody change an entry, or delete a young one. */
export function createAuditLog(database: DatabaseSync, group: CommitGroup): AuditLog {
  const insert = database.prepare(`
    INSERT INTO audit_log (at, actor_kind, actor_id, act, target_kind, target_id, detail, remote_address)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  const selectBy = prepareSelect(database)

  return {
    append({ at, actor, act, target, detail, remoteAddress }) {
      return group.write(() => {
        insert.run(at, actor.kind, actor.id, act, target.kind, target.id, JSON.stringify(detail), remoteAddress)
      })
    },

    list(page) {
      return group.read(() => selectBy(page).map(readEntry))
    },
  }
}

const FILTERS = [
  ['actorId', 'actor_id'],
  ['targetId', 'target_id'],
  ['act', 'act'],
] as const

/** One statement for each set of filters, so that each finds its index. */
function prepareSelect(database: DatabaseSync): (page: Parameters<AuditLog['list']>[0]) => readonly Row[] {
  const statements = new Map<string, StatementSync>()
  return (page) => {
    const filters = FILTERS.filter(([name]) => page[name] !== undefined)
    const where = filters.map(([, column]) => `AND ${column} = ?`).join(' ')
    const statement = statements.get(where) ?? database.prepare(`SELECT * FROM audit_log WHERE id < ? ${where} ORDER BY id DESC LIMIT ?`)
    statements.set(where, statement)
    return statement.all(page.before ?? Number.MAX_SAFE_INTEGER, ...filters.map(([name]) => page[name] ?? null), page.limit)
  }
}

/** Prepares the deletion of at most `limit` entries that are old enough; it tells how many went. */
export function prepareDeleteOldEntries(database: DatabaseSync): (now: EpochSeconds, limit: number) => number {
  const remove = database.prepare(`
    DELETE FROM audit_log WHERE id IN (
      SELECT id FROM audit_log WHERE at <= min(?1, (SELECT max(at) FROM audit_log)) - ${KEPT_SECONDS} ORDER BY at LIMIT ?2
    )`)
  return (now, limit) => Number(remove.run(now, limit).changes)
}

function readEntry(row: Row): AuditEntry & { readonly id: number } {
  return {
    id: readInteger(row, 'id'),
    at: readInteger(row, 'at'),
    actor: { kind: readWord(row, 'actor_kind', ACTOR_KINDS), id: readText(row, 'actor_id') },
    act: readText(row, 'act'),
    target: { kind: readWord(row, 'target_kind', TARGET_KINDS), id: readText(row, 'target_id') },
    detail: readDetail(row),
    remoteAddress: findText(row, 'remote_address'),
  }
}

function readDetail(row: Row): AuditEntry['detail'] {
  const value: unknown = JSON.parse(readText(row, 'detail'))
  if (typeof value !== 'object' || value === null) throw new TypeError('Column detail is not an object.')
  const detail: Record<string, string | number | boolean | null> = {}
  for (const [name, member] of Object.entries(value)) {
    if (member === null || ['string', 'number', 'boolean'].includes(typeof member)) detail[name] = member
  }
  return detail
}
