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
 * Runs the migrations that the database has not seen, all in one transaction with their records: a database is at one version or at the
 * other, and starting on a new file waits for the disk once.
 *
 * Which are due is asked inside the write lock, so of several processes that open a file at once each migration has one runner.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  if (findVersion(database) >= (migrations.at(-1)?.version ?? 0)) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = findVersion(database)
    for (const migration of migrations) if (migration.version > version) run(database, migration)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function run(database: DatabaseSync, migration: Migration): void {
  if (migration.version === 1) createRecord(database)
  database.exec(migration.sql)
  database.prepare('INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, unixepoch())').run(migration.version, migration.name)
}

function createRecord(database: DatabaseSync): void {
  database.exec(`
    PRAGMA application_id = ${APPLICATION_ID};
    CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
  `)
}
