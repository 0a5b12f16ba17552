import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseJsonObject } from '../../json-object.ts'
import type { LockPort } from '../../ports/lock-port.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import { fileLock } from './file-lock.ts'
import { isSystemError, unwritable } from './system-error.ts'

/**
 * Keeps texts in a file of one person: mode 0600, in a directory of mode 0700. Processes share it.
 *
 * Each write replaces the file whole, so a reader never sees half of one, and a crash leaves the old one. Compare-and-set is exact: writers
 * take turns by a lock. A file that cannot be read as ours counts as empty; one that must not be read is an error, and no logout.
 *
 * Calls reject with `storage_unavailable`.
 */
export function fileStorage(path: string, lock: LockPort = fileLock(dirname(path))): StoragePort {
  return {
    durable: true,
    read: async (key) => (await load(path)).get(key) ?? null,
    replace: (key, expected, next) =>
      lock.withLock(path, async () => {
        const texts = await load(path)
        if ((texts.get(key) ?? null) !== expected) return false
        if (next === expected) return true
        if (next === null) texts.delete(key)
        else texts.set(key, next)
        await save(path, texts).catch(unwritable(path))
        return true
      }),
    keys: async (prefix) => [...(await load(path)).keys()].filter((key) => key.startsWith(prefix)),
  }
}

async function load(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => (isSystemError(error, 'ENOENT') ? null : unwritable(path)(error)))
  const entries = Object.entries(parseJsonObject(text) ?? {})
  return new Map(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])))
}

async function save(path: string, texts: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.new`
  await rm(fresh, { force: true }) // of a process that was killed while it wrote
  const file = await open(fresh, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
}
