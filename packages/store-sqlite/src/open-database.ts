import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { checkHeader, checkOwnership } from './check-ownership.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { findSqliteCode } from './sqlite-error.ts'

export interface DatabaseOptions {
  readonly path: string
  readonly cacheKib: number
  readonly busyTimeoutMs: number
}

const SQLITE_BUSY = 5
const RETRY_DELAY_MS = 10

/**
 * Opens the database, makes it durable, and brings its schema up to date.
 *
 * @throws StoreUnavailableError for a file that is not ours (left as it was), is newer than this code, or cannot be opened.
 */
export function openDatabase(options: DatabaseOptions): DatabaseSync {
  const database = connect(options)
  try {
    checkOwnership(database, options.path, migrations.at(-1)?.version ?? 0)
    retryWhileBusy(options.busyTimeoutMs, () => database.exec('PRAGMA journal_mode = WAL'))
    for (const pragma of pragmas(options)) database.exec(pragma)
    migrate(database, migrations)
    return database
  } catch (error) {
    database.close()
    throw error instanceof StoreUnavailableError ? error : cannotOpen(options.path, error)
  }
}

function pragmas(options: DatabaseOptions): readonly string[] {
  return [
    // A commit returns when the log is on disk: NORMAL would lose the last acknowledged tokens with the power.
    'PRAGMA synchronous = FULL',
    'PRAGMA foreign_keys = ON',
    'PRAGMA trusted_schema = OFF',
    'PRAGMA temp_store = MEMORY',
    `PRAGMA cache_size = -${options.cacheKib}`,
    // Pages mapped into memory would count as this process's own.
    'PRAGMA mmap_size = 0',
    `PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`,
    // After a burst the log shrinks again.
    `PRAGMA journal_size_limit = ${64 * 1024 * 1024}`,
  ]
}

/**
 * 64 MiB of log. With random rows of a large table in every commit a fourth of it takes twice the time: the log is copied, and both files
 * are flushed, four times as often.
 */
const CHECKPOINT_PAGES = 16_000

function connect(options: DatabaseOptions): DatabaseSync {
  try {
    if (options.path !== ':memory:') prepareFile(options.path)
    return new DatabaseSync(options.path, { timeout: options.busyTimeoutMs })
  } catch (error) {
    throw error instanceof StoreUnavailableError ? error : cannotOpen(options.path, error)
  }
}

/** Makes a new file readable by its owner alone, as its log and index then are; looks at one that is there already. */
function prepareFile(path: string): void {
  const file = openSync(path, 'a+', 0o600)
  try {
    checkHeader(file, path)
  } finally {
    closeSync(file)
  }
}

function cannotOpen(path: string, cause: unknown): StoreUnavailableError {
  const detail = cause instanceof Error ? cause.message : 'unknown error'
  return new StoreUnavailableError(`Cannot open the database ${path}: ${detail}.`, { cause })
}

/** Switching to the log needs the file alone for a moment, and SQLite does not wait for that by itself. */
function retryWhileBusy(timeoutMs: number, act: () => void): void {
  const attempts = Math.ceil(timeoutMs / RETRY_DELAY_MS)
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let attempt = 0; ; attempt += 1) {
    try {
      act()
      return
    } catch (error) {
      if (findSqliteCode(error) !== SQLITE_BUSY || attempt >= attempts) throw error
      Atomics.wait(sleeper, 0, 0, RETRY_DELAY_MS)
    }
  }
}
