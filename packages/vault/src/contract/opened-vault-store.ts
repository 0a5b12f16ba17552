import type { VaultStore } from '../ports/vault-store.ts'

/** A store over an empty database, as one test gets it. */
export interface OpenedVaultStore {
  readonly store: VaultStore
  /** Opens the same database once more, as another process would. */
  readonly openAgain: () => Promise<VaultStore>
  /** Removes what the test left behind; called after every store was closed. */
  readonly dispose?: () => Promise<void>
}

/** Called once per test. */
export type OpenVaultStore = () => Promise<OpenedVaultStore>

/** The two functions of a test runner: those of `node:test`, vitest, Jest, Mocha, Bun. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (title: string, body: () => Promise<void>) => unknown
}

/** One promise of a store, and the test of it. Rejects with an `AssertionError` when it is broken. */
export interface StorePromise {
  readonly title: string
  readonly check: (opened: OpenedVaultStore) => Promise<void>
}
