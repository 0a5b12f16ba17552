import type { LockPort } from '../ports/lock-port.ts'

/** A lock that knows what still runs under it. */
export interface WatchedLock extends LockPort {
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>
}

/**
 * Watches what runs under a lock.
 *
 * A refresh that is due early goes on in the background. A program that ends with `process.exit()` would cut it off, with the old token spent
 * and the new one unsaved: so what the program waits for ends after it.
 */
export function watchLock(lock: LockPort): WatchedLock {
  const running = new Set<Promise<unknown>>()
  return {
    async withLock(name, task) {
      const result = lock.withLock(name, task)
      running.add(result)
      try {
        return await result
      } finally {
        running.delete(result)
      }
    },
    async settled() {
      await Promise.allSettled(running)
    },
  }
}
