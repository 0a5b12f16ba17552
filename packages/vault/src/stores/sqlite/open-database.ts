import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { migrate } from './migrate.ts'
import { isBusy, storeUnavailable } from './sqlite-error.ts'

const RETRY_DELAY_MS = 10

/**
 * Opens the file, makes it durable, and brings our tables up to date.
 *
 * @throws VaultStoreUnavailableError when it is no database, is newer than this code, or cannot be opened.
 */
export function openDatabase(path: string, busyTimeoutMs: number): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    if (path !== ':memory:') createFile(path)
    const opened = new DatabaseSync(path, { timeout: busyTimeoutMs })
    database = opened
    retryWhileBusy(busyTimeoutMs, () => opened.exec('PRAGMA journal_mode = WAL'))
    // A write returns when it is on disk: NORMAL would lose the last refresh token with the power.
    opened.exec('PRAGMA synchronous = FULL')
    migrate(opened)
    return opened
  } catch (error) {
    database?.close()
    if (error instanceof VaultStoreUnavailableError) throw error
    throw storeUnavailable(error)
  }
}

/** Makes a new file readable by its owner alone. One that is there is not touched: closing it would drop locks that this process holds. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw new VaultStoreUnavailableError(`The SQLite file ${path} cannot be made.`, { cause: error })
  }
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
      if (!isBusy(error) || attempt >= attempts) throw error
      Atomics.wait(sleeper, 0, 0, RETRY_DELAY_MS)
    }
  }
}
