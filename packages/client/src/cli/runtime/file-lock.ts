import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { LockPort } from '../../ports/lock-port.ts'
import { isSystemError, unwritable } from './system-error.ts'

const POLL_MS = 25
const HEARTBEAT_MS = 10_000
/** A holder on this machine is asked for by its process id; that it is another process by now shows only with time. */
const STALE_HERE_MS = 600_000
const STALE_ELSEWHERE_MS = 60_000

/**
 * Locks between the processes of one person: a file per name, which exists while the lock is held.
 *
 * A process that was killed leaves its file behind; the next one sees that nobody holds it any more. On a directory that several machines
 * share, it waits until the file has not been touched for a minute.
 */
export function fileLock(directory: string): LockPort {
  return {
    async withLock(name, task) {
      await mkdir(directory, { recursive: true, mode: 0o700 }).catch(unwritable(directory))
      const path = join(directory, `${encodeBase64url(sha256(name)).slice(0, 16)}.lock`)
      const mark = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() })
      await acquire(path, mark)
      const heartbeat = setInterval(() => void touch(path), HEARTBEAT_MS).unref()
      try {
        return await task()
      } finally {
        clearInterval(heartbeat)
        // Not somebody else's: after a long sleep of the machine it may have been taken over.
        if ((await readMark(path)) === mark) await rm(path, { force: true })
      }
    },
  }
}

async function acquire(path: string, mark: string): Promise<void> {
  while (!(await create(path, mark))) {
    const seen = await readMark(path)
    if (seen !== undefined && (await isStale(path, seen))) await takeAway(path, seen)
    else await sleep(POLL_MS)
  }
}

/** Of any number of processes one creates the file. */
async function create(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false
    return unwritable(path)(error)
  }
}

async function isStale(path: string, mark: string): Promise<boolean> {
  const age = await ageOf(path)
  if (age === undefined) return false
  const holder = /^\{"pid":(\d+),"host":"([^"]*)"/.exec(mark)
  if (holder?.[2] !== hostname()) return age > STALE_ELSEWHERE_MS
  return age > STALE_HERE_MS || !isRunning(Number(holder[1]))
}

/** Removes a file that nobody holds; one process at a time looks again and removes, so that a fresh one is never hit. */
async function takeAway(path: string, seen: string): Promise<void> {
  const guard = `${path}.break`
  if (!(await create(guard, ''))) {
    if (((await ageOf(guard)) ?? 0) > STALE_ELSEWHERE_MS) await rm(guard, { force: true })
    return sleep(POLL_MS)
  }
  try {
    if ((await readMark(path)) === seen) await rm(path, { force: true })
  } finally {
    await rm(guard, { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !isSystemError(error, 'ESRCH') // EPERM: it runs, as somebody else
  }
}

async function ageOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && Date.now() - found.mtimeMs
}

async function readMark(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}
