import type { StoragePort } from '../ports/storage-port.ts'

/** The part of Web Storage that is used. */
interface TextArea {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
  removeItem(key: string): void
  /** Own enumerable members are the keys. */
  readonly [key: string]: unknown
}

/**
 * Keeps texts in `localStorage` or `sessionStorage`; in memory from the moment the browser throws (private mode, blocked, full).
 *
 * A read and a write in one turn is all the comparison Web Storage allows: within a tab it is atomic, across tabs nearly.
 * The refresh lock is what tabs rely on.
 *
 * @param open - Returns the area. Called late, because merely naming it throws where storage is blocked.
 */
export function webStorage(open: () => TextArea): StoragePort {
  let memory: Map<string, string> | undefined
  const read = (key: string): string | null => {
    try {
      if (memory === undefined) return open().getItem(key)
    } catch {
      memory = new Map()
    }
    return memory.get(key) ?? null
  }
  const write = (key: string, text: string | null): void => {
    try {
      if (memory === undefined) {
        put(open(), key, text)
        return
      }
    } catch {
      memory = new Map()
    }
    if (text === null) memory.delete(key)
    else memory.set(key, text)
  }
  return {
    get durable() {
      read('')
      return memory === undefined
    },
    read,
    replace(key, expected, next) {
      if (read(key) !== expected) return false
      write(key, next)
      return true
    },
    keys(prefix) {
      read('')
      return (memory === undefined ? Object.keys(open()) : [...memory.keys()]).filter((key) => key.startsWith(prefix))
    },
    subscribe(listener) {
      const told = (event: StorageEvent): void => listener(event.key)
      globalThis.addEventListener?.('storage', told)
      return () => globalThis.removeEventListener?.('storage', told)
    },
  }
}

function put(area: TextArea, key: string, text: string | null): void {
  try {
    if (text === null) area.removeItem(key)
    else area.setItem(key, text)
  } catch (error) {
    area.removeItem(key) // older than what goes on in memory: its refresh token is spent
    throw error
  }
}
