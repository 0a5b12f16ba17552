import type { DatabaseSync } from 'node:sqlite'
import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'

/** Every step of the schema, forward only: once released its text never changes. The first has version 1. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE stagedoor_vault_records (
     collection TEXT NOT NULL,
     key TEXT NOT NULL,
     owner TEXT NOT NULL,
     version TEXT NOT NULL,
     due_at INTEGER,
     body TEXT NOT NULL,
     PRIMARY KEY (collection, key)
   ) STRICT;
   CREATE INDEX stagedoor_vault_by_owner ON stagedoor_vault_records (collection, owner, key);
   CREATE INDEX stagedoor_vault_by_due ON stagedoor_vault_records (collection, due_at, key) WHERE due_at IS NOT NULL;`,
]

/**
 * Runs the steps this file has not seen, all or none.
 *
 * What is missing is asked again inside the write lock, so of many processes that open a new file at once one does it.
 */
export function migrate(database: DatabaseSync): void {
  const found = findVersion(database)
  if (found > MIGRATIONS.length) throw tooNew(found)
  if (found === MIGRATIONS.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    database.exec('CREATE TABLE IF NOT EXISTS stagedoor_vault_migrations (version INTEGER PRIMARY KEY) STRICT')
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (findVersion(database) > index) continue
      database.exec(sql)
      database.prepare('INSERT INTO stagedoor_vault_migrations VALUES (?)').run(index + 1)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function findVersion(database: DatabaseSync): number {
  const table = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'stagedoor_vault_migrations'`).get()
  if (table === undefined) return 0
  return Number(database.prepare('SELECT coalesce(max(version), 0) AS version FROM stagedoor_vault_migrations').get()?.version)
}

function tooNew(version: number): VaultStoreUnavailableError {
  return new VaultStoreUnavailableError(
    `The vault's tables have version ${version}, this package knows ${MIGRATIONS.length}: a newer one has migrated them, so update this one.`,
  )
}
