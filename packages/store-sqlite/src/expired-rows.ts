import type { DatabaseSync } from 'node:sqlite'
import type { EpochSeconds, SecretKey } from '@stagedoor/server/ports'
import { prepareDeleteOldEntries } from './audit-log.ts'
import { readBytes } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareDeleteOldSignIns } from './sign-in-log-store.ts'

/** How many rows one turn of the event loop looks at, at most. */
const STRETCH_ROWS = 1000
/** How many stretches one call looks at beyond the front of a table. */
const ROVING_STRETCHES = 50
/** A code is kept this long after it expired, so that a replay is known for one. */
const CODE_KEPT_SECONDS = 3600

const NO_KEY: SecretKey = new Uint8Array([0])

/** Deletes rows of no use; resolves to how many went. */
export type DeleteExpired = (now: EpochSeconds, limit: number) => Promise<number>

interface SweptTable {
  /** Where the next roving look begins. */
  cursor: SecretKey
  /** Looks at the rows after `from`, deletes at most `limit` of them; `next` is where to go on, `undefined` at the end of the table. */
  sweep(from: SecretKey, now: EpochSeconds, limit: number): { readonly deleted: number; readonly next: SecretKey | undefined }
}

/**
 * Deletes expired rows without an index on their expiry, which every sign-in would have to keep.
 *
 * Keys begin with the time of issue, so what expired lies mostly at the front of a table: that is looked at first, for as long as it yields.
 * What lives long in front of what lives short is found by a roving look, which each call continues where the last one stopped.
 * Each stretch is an act of its own in a turn of its own: nobody waits behind a sweep.
 */
export function prepareDeleteExpired(database: DatabaseSync, group: CommitGroup): DeleteExpired {
  const tables = [
    prepareTable(database, { table: 'access_tokens', key: 'key', uselessFrom: 'expires_at' }),
    prepareTable(database, { table: 'authorization_codes', key: 'key', uselessFrom: `expires_at + ${CODE_KEPT_SECONDS}` }),
    prepareTable(database, { table: 'authorization_transactions', key: 'key', uselessFrom: 'expires_at' }),
    prepareTable(database, { table: 'device_codes', key: 'key', uselessFrom: `expires_at + ${CODE_KEPT_SECONDS}` }),
    prepareTable(database, { table: 'browser_sessions', key: 'key', uselessFrom: 'expires_at' }),
    prepareTable(database, { table: 'email_links', key: 'key', uselessFrom: 'expires_at' }),
    prepareTable(database, { table: 'ceremonies', key: 'key', uselessFrom: 'expires_at' }),
    prepareTable(database, { table: 'attempts', key: 'subject', uselessFrom: 'forgotten_at' }),
    prepareTable(database, { table: 'personal_tokens', key: 'id', uselessFrom: 'kept_until' }),
    prepareTable(database, { table: 'grants', key: 'id', uselessFrom: 'kept_until' }),
  ]
  const deleteOldEntries = prepareDeleteOldEntries(database)
  const deleteOldSignIns = prepareDeleteOldSignIns(database)

  return async (now, limit) => {
    let deleted = await group.write(() => deleteOldEntries(now, limit))
    deleted += await group.write(() => deleteOldSignIns(now, limit - deleted))
    for (const table of tables) {
      deleted += await sweepFront(group, table, now, limit - deleted)
      deleted += await sweepRoving(group, table, now, limit - deleted)
    }
    return deleted
  }
}

async function sweepFront(group: CommitGroup, table: SweptTable, now: EpochSeconds, limit: number): Promise<number> {
  let deleted = 0
  for (let from: SecretKey | undefined = NO_KEY; from !== undefined && deleted < limit; ) {
    const start: SecretKey = from
    const stretch = await group.write(() => table.sweep(start, now, limit - deleted))
    deleted += stretch.deleted
    from = stretch.deleted === 0 ? undefined : stretch.next
  }
  return deleted
}

async function sweepRoving(group: CommitGroup, table: SweptTable, now: EpochSeconds, limit: number): Promise<number> {
  let deleted = 0
  for (let stretches = 0; stretches < ROVING_STRETCHES && deleted < limit; stretches += 1) {
    const stretch = await group.write(() => table.sweep(table.cursor, now, limit - deleted))
    deleted += stretch.deleted
    if (deleted >= limit) break // the rest of this stretch is still to be looked at
    table.cursor = stretch.next ?? NO_KEY
    if (stretch.next === undefined) break
  }
  return deleted
}

function prepareTable(database: DatabaseSync, columns: { table: string; key: string; uselessFrom: string }): SweptTable {
  const { table, key, uselessFrom } = columns
  const selectEnd = database.prepare(
    `SELECT ${key} AS key FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ${STRETCH_ROWS - 1}`,
  )
  const selectLast = database.prepare(`SELECT ${key} AS key FROM ${table} ORDER BY ${key} DESC LIMIT 1`)
  const remove = database.prepare(`
    DELETE FROM ${table} WHERE ${key} IN (
      SELECT ${key} FROM ${table} WHERE ${key} > ? AND ${key} <= ? AND ${uselessFrom} <= ? ORDER BY ${key} LIMIT ?
    )`)

  return {
    cursor: NO_KEY,
    sweep(from, now, limit) {
      const end = selectEnd.get(from)
      const last = end ?? selectLast.get()
      if (last === undefined) return { deleted: 0, next: undefined }
      const through = readBytes(last, 'key')
      const deleted = Number(remove.run(from, through, now, limit).changes)
      return { deleted, next: end === undefined ? undefined : through }
    },
  }
}
