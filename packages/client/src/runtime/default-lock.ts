import { loadLater } from '../load-later.ts'
import type { LockPort } from '../ports/lock-port.ts'

/** Chromium shows a tab what another has written to `localStorage` some milliseconds after the lock: measured up to 5. */
const SETTLE_MS = 200

/** Locks between tabs, by Web Locks where the browser has them (secure contexts); outside a browser, within this process. */
export const defaultLock: LockPort = {
  withLock<T>(name: string, task: (waited?: boolean) => Promise<T>): Promise<T> {
    const locks = globalThis.navigator?.locks
    if (locks === undefined) return withoutWebLocks(name, task)
    return new Promise((resolve, reject) => {
      let isHeld = false
      const hold = async (waited?: boolean): Promise<void> => {
        isHeld = true
        await task(waited).then(resolve, reject)
        // Only the next holder waits: let in at once, it would still read the refresh token that has just been spent.
        if (typeof document !== 'undefined') await new Promise((settled) => setTimeout(settled, SETTLE_MS))
      }
      // A browser that blocks storage for this page refuses the lock as well.
      locks
        .request(name, { ifAvailable: true }, (free) => (free ? hold() : locks.request(name, () => hold(true))))
        .catch(() => isHeld || resolve(withoutWebLocks(name, task)))
    })
  },
}

/** Loaded here, and only here: nearly every page has Web Locks. */
async function withoutWebLocks<T>(name: string, task: () => Promise<T>): Promise<T> {
  return (await loadLater(import('./insecure-context.ts'))).withLockOfOurs(name, task)
}
