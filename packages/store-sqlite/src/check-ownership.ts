import type { DatabaseSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { readInteger } from './columns.ts'
import { APPLICATION_ID, findVersion } from './migrate.ts'
import { findSqliteCode } from './sqlite-error.ts'

const SQLITE_NOTADB = 26

/**
 * Refuses a file that is not a database, another program's database, and one that a newer version has migrated. Writes nothing.
 *
 * @throws StoreUnavailableError with what is wrong.
 */
export function checkOwnership(database: DatabaseSync, path: string, newestVersion: number): void {
  let applicationId: number
  let tables: number
  try {
    // In this order: a process that creates the tables at this moment commits them together with the mark.
    tables = readInteger(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() ?? {}, 'tables')
    applicationId = readInteger(database.prepare('PRAGMA application_id').get() ?? {}, 'application_id')
  } catch (error) {
    if (findSqliteCode(error) !== SQLITE_NOTADB) throw error
    throw new StoreUnavailableError(`${path} is not a SQLite database; it was left as it is.`, { cause: error })
  }
  if (tables > 0 && applicationId !== APPLICATION_ID) {
    throw new StoreUnavailableError(`${path} is a database of another program; it was left as it is.`)
  }
  const version = findVersion(database)
  if (version > newestVersion) {
    throw new StoreUnavailableError(
      `${path} has schema version ${version}, this version of Stagedoor knows ${newestVersion}: run the newer Stagedoor that migrated it.`,
    )
  }
}
