import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'

const SQLITE_BUSY = 5

/** Primary result codes that speak of the database, not of a statement. */
const UNAVAILABLE: ReadonlySet<number> = new Set([
  SQLITE_BUSY,
  6, // SQLITE_LOCKED
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY
  9, // SQLITE_INTERRUPT
  10, // SQLITE_IOERR
  11, // SQLITE_CORRUPT
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
  15, // SQLITE_PROTOCOL
  26, // SQLITE_NOTADB
])

/** Those after which the open connection may know pages that are no longer true. */
const BREAKING: ReadonlySet<number> = new Set([8, 10, 11, 14, 15, 26])

/** Reads the primary result code of an error that `node:sqlite` threw; `undefined` for any other error. */
function findSqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** Says whether another process was at it. */
export function isBusy(error: unknown): boolean {
  return findSqliteCode(error) === SQLITE_BUSY
}

/** Says whether only a new connection can be trusted. */
export function breaksConnection(error: unknown): boolean {
  return BREAKING.has(findSqliteCode(error) ?? 0)
}

/** Wraps what speaks of the database; anything else is a bug, and stays what it is. SQLite's messages name columns and causes, never values. */
export function storeUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !UNAVAILABLE.has(findSqliteCode(error) ?? 0)) return error
  return new VaultStoreUnavailableError(`The SQLite database cannot be used now: ${error.message}.`, { cause: error })
}
