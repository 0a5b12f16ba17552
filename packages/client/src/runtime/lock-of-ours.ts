import { withDatabaseLock } from './database-lock.ts'

/** The last holder of each name. Of the module, so that two clients in one process exclude each other. */
const lastHolders: Map<string, Promise<unknown>> = /* @__PURE__ */ new Map()

/** Locks where there are no Web Locks: within this process, and in a browser between tabs. */
export function withLockOfOurs<T>(name: string, task: () => Promise<T>): Promise<T> {
  const act = (): Promise<T> => (typeof document === 'undefined' ? task() : withDatabaseLock(name, task))
  const mine = (lastHolders.get(name) ?? Promise.resolve()).then(act, act)
  lastHolders.set(name, mine)
  return mine
}
