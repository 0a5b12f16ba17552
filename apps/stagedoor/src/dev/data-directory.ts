import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CommandError } from '../command-error.ts'

/** A folder that this process alone writes to. */
export interface DataDirectory {
  readonly path: string
  /** Whether it goes at the end. */
  readonly temporary: boolean
  /** Lets the next process in; removes the folder when it is temporary. */
  release(): void
}

/**
 * Takes a data folder for this process.
 *
 * The lock is an open transaction on a small database: the operating system ends it with the process, however that dies.
 *
 * @throws CommandError when another process holds it, or it cannot be written.
 */
export function takeDataDirectory(folder: string | undefined): DataDirectory {
  const path = folder === undefined ? mkdtempSync(join(tmpdir(), 'stagedoor-')) : resolve(folder)
  const lock = takeLock(path, folder ?? path)
  return {
    path,
    temporary: folder === undefined,
    release() {
      lock.close()
      if (folder === undefined) rmSync(path, { recursive: true, force: true })
    },
  }
}

function takeLock(path: string, shown: string): DatabaseSync {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const lock = new DatabaseSync(join(path, 'stagedoor.lock'), { timeout: 0 })
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    if (message.includes('locked')) throw new CommandError(`another stagedoor is using '${shown}'. Stop it, or name another --data-dir.`, 1)
    throw new CommandError(`'${shown}' cannot be used as data folder: ${message}.`, 1)
  }
}
