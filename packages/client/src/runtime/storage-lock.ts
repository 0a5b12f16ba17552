/** A holder that is gone loses the lock by then; a refresh takes less. */
const LEASE_MS = 30_000
/** By then a tab sees what another has written: Chromium shows it some milliseconds late. */
const SETTLE_MS = 100

/**
 * Locks between tabs where there are no Web Locks (insecure origins, old browsers): by a lease in `localStorage`.
 *
 * Whoever finds it free writes a mark of its own, and holds the lock if the mark is still there when every tab can see it.
 * Without storage there is nothing that tabs share, and nothing to lock.
 */
export async function withStorageLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  const release = await acquire(`lock:${name}`).catch(() => () => undefined)
  // A page that leaves has lost its request; the next one need not wait for the lease to end.
  addEventListener('pagehide', release)
  try {
    return await task()
  } finally {
    removeEventListener('pagehide', release)
    release()
  }
}

async function acquire(key: string): Promise<() => void> {
  for (;;) {
    const seen = localStorage.getItem(key)
    // A time that is far off in either direction is a lease of another clock: this one has been put right.
    const isFree = seen === null || !(Math.abs(Date.now() - Number.parseFloat(seen)) < LEASE_MS)
    const mark = `${Date.now()} ${crypto.getRandomValues(new Uint32Array(2)).join('')}`
    if (isFree) localStorage.setItem(key, mark)
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    if (localStorage.getItem(key) === mark) {
      return () => {
        if (localStorage.getItem(key) === mark) localStorage.removeItem(key)
      }
    }
  }
}
