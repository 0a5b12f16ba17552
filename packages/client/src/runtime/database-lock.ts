import { settled } from './indexed-db.ts'

/** A holder whose tab was frozen (a phone does that to tabs out of sight) is waited for no longer; a refresh takes less. */
const PATIENCE_MS = 30_000
/** How long a holder waits to see what the one before has written: that one may have gone without a word. */
const SIGHT_MS = 1000
const LOOK_MS = 10

/**
 * Locks between tabs where there are no Web Locks (insecure origins, old browsers): by being the only one connected to a database, which is empty.
 *
 * IndexedDB gives a database its next version when nobody else is connected, to one at a time, and lets a connection go with its page, however
 * that ends. So no holder is waited for that is gone, and nobody is let in by a clock while one is at work. Where the browser withholds
 * IndexedDB, nothing is locked.
 */
export async function withDatabaseLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  const connecting = connectAlone(`lock:${name}`)
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))
  const connection = await Promise.race([connecting, late]).catch(() => undefined)
  if (connection === undefined) {
    connecting.then(
      (own) => own.close(),
      () => undefined,
    )
    return task()
  }
  try {
    await seeHolder(connection.name, connection.version - 1)
    return await task()
  } finally {
    showHolder(connection.name, connection.version)
    connection.close()
  }
}

/** Waits until nobody else is connected. A connection that was only to learn the version is closed at once, and in nobody's way. */
async function connectAlone(name: string): Promise<IDBDatabase> {
  for (;;) {
    const looking = await settled(indexedDB.open(name))
    looking.close()
    const request = indexedDB.open(name, looking.version + 1)
    let isAlone = false
    request.onupgradeneeded = () => {
      isAlone = true
    }
    try {
      const connection = await settled(request)
      if (isAlone) return connection
      // Another tab has been given that version since.
      connection.close()
    } catch (error) {
      // Several tabs have.
      if (!(error instanceof DOMException && error.name === 'VersionError')) throw error
    }
  }
}

/** Leaves a word for the next holder, after all that was written. A tab is shown what others write to `localStorage` late, and in their order. */
function showHolder(key: string, version: number): void {
  try {
    localStorage.setItem(key, String(version))
  } catch {
    // Blocked or full: nothing was written that could be late.
  }
}

/** Waits for the word of the holder with that version. The first version is of one who only looked. */
async function seeHolder(key: string, version: number): Promise<void> {
  const end = performance.now() + SIGHT_MS
  try {
    while (version > 1 && localStorage.getItem(key) !== String(version) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  } catch {
    // Blocked: there is nothing to see.
  }
}
