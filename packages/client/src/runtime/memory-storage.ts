import type { StoragePort } from '../ports/storage-port.ts'

/** Makes a storage that is gone with the page. Clients that share it share their sessions. */
export function memoryStorage(): StoragePort {
  const texts = new Map<string, string>()
  return {
    durable: false,
    read: (key) => texts.get(key) ?? null,
    replace(key, expected, next) {
      if ((texts.get(key) ?? null) !== expected) return false
      if (next === null) texts.delete(key)
      else texts.set(key, next)
      return true
    },
    keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  }
}
