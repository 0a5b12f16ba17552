import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from './start-error.ts'

/** Where the platforms keep their databases while the emulator runs. */
export interface DataDirectory {
  /** Path of a platform's database. */
  databaseOf(platformId: string): string
  /** Lets another process have it; deletes it when it is temporary. */
  close(): void
}

/** Opens a folder of the person's own, for this process alone. @throws StartError when it is in use or cannot be made. */
export function openDataDirectory(path: string): DataDirectory {
  const directory = resolve(path)
  makeDirectory(directory)
  const lock = lockDirectory(directory)
  return { databaseOf: (platformId) => join(directory, `${platformId}.sqlite`), close: () => lock.close() }
}

/** Temporary folders that are there now; one listener for all, as a process may run many emulators. */
const temporary = new Set<string>()

function removeAll(): void {
  for (const directory of temporary) rmSync(directory, { recursive: true, force: true })
}

/** Makes a folder that only this account can read and that is gone at the end, also after a crash. */
export function makeTemporaryDirectory(): DataDirectory {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'))
  if (temporary.size === 0) process.once('exit', removeAll)
  temporary.add(directory)
  return {
    databaseOf: (platformId) => join(directory, `${platformId}.sqlite`),
    close() {
      rmSync(directory, { recursive: true, force: true })
      temporary.delete(directory)
      if (temporary.size === 0) process.off('exit', removeAll)
    },
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`The folder ${directory} cannot be made (${reason}): choose another with --data-dir.`)
  }
}

const SQLITE_BUSY = 5

/**
 * Holds a transaction on a database of its own for as long as the process lives.
 * The lock is the operating system's, so it ends with the process however that dies; a file with a process id would not.
 */
function lockDirectory(directory: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock?.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
    if (isBusy) throw new StartError(`Another stagedoor is running on ${directory}: stop it, or choose another folder with --data-dir.`)
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`The folder ${directory} cannot be used (${reason}): choose another with --data-dir.`)
  }
}
