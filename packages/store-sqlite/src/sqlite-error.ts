import { StoreUnavailableError } from '@stagedoor/server/ports'

/** Primary result codes that speak of the database as a whole, not of one statement's input. */
const DATABASE_WIDE: ReadonlySet<number> = new Set([
  5, // SQLITE_BUSY
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

/** Reads the primary result code of an error that `node:sqlite` threw; `undefined` for any other error. */
export function findSqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** Tells a failing database from a failing statement: after it, no write of the open transaction can be trusted to be there. */
export function isDatabaseWide(error: unknown): boolean {
  const code = findSqliteCode(error)
  return code !== undefined && DATABASE_WIDE.has(code)
}

/** Wraps what the engine threw. SQLite's messages name columns and causes, never values. */
export function storeUnavailable(cause: unknown): StoreUnavailableError {
  if (cause instanceof StoreUnavailableError) return cause
  const detail = cause instanceof Error ? cause.message : 'unknown error'
  return new StoreUnavailableError(`The SQLite database cannot be used now: ${detail}.`, { cause })
}
