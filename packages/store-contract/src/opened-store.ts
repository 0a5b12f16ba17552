import type { Store } from '@stagedoor/server/ports'

/** A store over an empty database, as a test gets it. */
export interface OpenedStore {
  readonly store: Store
  /** Opens the same database once more, after `store` was closed. Left out by an engine that keeps nothing. */
  readonly reopen?: () => Promise<Store>
  /** Disables a user or a client the way an operator does: from outside, while the store is open. Resolves when the store must know. */
  readonly disable: (what: 'user' | 'client', id: string, at: number) => Promise<void>
  /** Removes what the test left behind; called after the stores were closed. */
  readonly dispose?: () => Promise<void>
}

export type OpenStore = () => Promise<OpenedStore>
