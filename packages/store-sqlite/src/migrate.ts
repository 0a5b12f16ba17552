import type { DatabaseSync } from 'node:sqlite'
import { readInteger } from './columns.ts'
import type { Migration } from './migrations/migration.ts'

/** Marks a file as ours: `SdoR`. */
export const APPLICATION_ID = 0x5364_6f52

/** Reads the version of the last migration; 0 for a new file. */
export function findVersion(database: DatabaseSync): number {
  const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`).get()
  if (table === undefined) return 0
  return readInteger(database.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get() ?? {}, 'version')
}

/**
 * Runs the migrations that the database has not seen, each in a transaction of its own with its record.
 *
 * Whether one is due is asked inside the write lock, so of several processes that open a file at once each migration has one runner.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0
  if (findVersion(database) >= newest) return
  for (const migration of migrations) runOnce(database, migration)
}

function runOnce(database: DatabaseSync, migration: Migration): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    if (findVersion(database) < migration.version) {
      if (migration.version === 1) createRecord(database)
      database.exec(migration.sql)
      database
        .prepare('INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, unixepoch())')
        .run(migration.version, migration.name)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function createRecord(database: DatabaseSync): void {
  database.exec(`
    PRAGMA application_id = ${APPLICATION_ID};
    CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
  `)
}
