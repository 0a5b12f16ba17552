import type { StoragePort } from '../ports/storage-port.ts'
import { committed, openDatabase, settled } from './indexed-db.ts'

const STORE = 'texts'

/**
 * Keeps texts in IndexedDB: shared between tabs, compared and set in one transaction, and out of reach of script that only knows `localStorage`.
 * Script that an attacker gets into the page can read it all the same: what it cannot read is a key, see `dpop()`.
 *
 * What the browser refuses to keep (private mode, blocked, full) is kept in memory instead, and `durable` is false from then on.
 *
 * @param name - Of the database; apps of one origin may share it.
 */
export function indexedDbStorage(name = 'stagedoor'): StoragePort {
  let database: Promise<IDBDatabase> | undefined
  /** What could not be written; over what is in the database, which may hold an older text. */
  const memory = new Map<string, string | null>()
  let durable = true
  let channel: BroadcastChannel | undefined

  async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    database ??= openDatabase(name, STORE)
    try {
      const transaction = (await database).transaction(STORE, mode)
      const done = committed(transaction)
      const [result] = await Promise.all([act(transaction.objectStore(STORE)), done])
      return result
    } catch (error) {
      durable = false
      database = undefined
      throw error
    }
  }

  async function read(key: string): Promise<string | null> {
    const kept = memory.get(key)
    if (kept !== undefined) return kept
    return within('readonly', async (store) => textOf(await settled(store.get(key)))).catch(() => null)
  }

  async function write(key: string, expected: string | null, next: string | null): Promise<boolean> {
    let found: string | null = null
    try {
      return await within('readwrite', async (store) => {
        found = textOf(await settled(store.get(key)))
        if (found !== expected) return false
        if (next === null) await settled(store.delete(key))
        else await settled(store.put(next, key))
        return true
      })
    } catch {
      if (found !== expected) return false
      memory.set(key, next)
      // Of a session that goes on in memory nothing older may stay for other tabs: its refresh token is spent.
      await within('readwrite', (store) => settled(store.delete(key))).catch(() => undefined)
      return true
    }
  }

  return {
    get durable() {
      return durable
    },
    read,
    async replace(key, expected, next) {
      const kept = memory.get(key)
      if (kept !== undefined && kept === expected) memory.set(key, next)
      const replaced = kept === undefined ? await write(key, expected, next) : kept === expected
      if (replaced) announce(name, channel, key)
      return replaced
    },
    async keys(prefix) {
      const found = await within('readonly', (store) => settled(store.getAllKeys())).catch(() => [])
      const texts = new Set([...found.map(String), ...memory.keys()])
      return [...texts].filter((key) => key.startsWith(prefix) && memory.get(key) !== null)
    },
    subscribe(listener) {
      if (typeof BroadcastChannel === 'undefined') return () => undefined
      const own = new BroadcastChannel(name)
      channel = own
      own.onmessage = ({ data }: MessageEvent<unknown>) => listener(typeof data === 'string' ? data : null)
      return () => {
        own.close()
        if (channel === own) channel = undefined
      }
    },
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Tells other pages. A channel does not hear itself, so a page that listens speaks through the one it listens with. */
function announce(name: string, listening: BroadcastChannel | undefined, key: string): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = listening ?? new BroadcastChannel(name)
  channel.postMessage(key)
  if (listening === undefined) channel.close()
}
