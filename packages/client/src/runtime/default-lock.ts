import type { LockPort } from '../ports/lock-port.ts'

/** The last holder of each name, for runtimes without Web Locks. Of the module, so that two clients in one process exclude each other. */
const lastHolders: Map<string, Promise<unknown>> = /* @__PURE__ */ new Map()

/** Locks between tabs where the browser has Web Locks (secure contexts), else within this process. */
export const defaultLock: LockPort = {
  withLock<T>(name: string, task: () => Promise<T>): Promise<T> {
    const locks = globalThis.navigator?.locks
    if (locks !== undefined) return locks.request(name, task)
    const mine = (lastHolders.get(name) ?? Promise.resolve()).then(task, task)
    lastHolders.set(name, mine)
    return mine
  },
}
