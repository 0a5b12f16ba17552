import { readSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { readInteger } from './columns.ts'
import { APPLICATION_ID, findVersion } from './migrate.ts'
import { findSqliteCode } from './sqlite-error.ts'

const SQLITE_NOTADB = 26
const HEADER = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * Refuses a file that does not begin as a database does. SQLite itself takes a very short one for empty, and writes over it.
 *
 * @throws StoreUnavailableError
 */
export function checkHeader(file: number, path: string): void {
  const found = Buffer.alloc(HEADER.length)
  const length = readSync(file, found, 0, HEADER.length, 0)
  if (length > 0 && !found.equals(HEADER)) throw notDatabase(path)
}

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
    throw notDatabase(path, error)
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

function notDatabase(path: string, cause?: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`${path} is not a SQLite database; it was left as it is.`, { cause })
}
