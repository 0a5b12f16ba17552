/** Epoch seconds. */
export type EpochSeconds = number

/** What is kept: connections to platforms, sign-ins under way, and the login sessions of the app itself. */
export type Collection = 'connection' | 'attempt' | 'session'

/** Names one record. `key` is unique within its collection, at most 512 characters of ASCII, and not a secret. */
export interface RecordId {
  readonly collection: Collection
  readonly key: string
}

/** One record as a store keeps it. A store looks into nothing but what it needs to find it. */
export interface VaultRecord extends RecordId {
  /** Whose it is, to list by; at most 256 characters; empty for nobody's. */
  readonly owner: string
  /**
   * The fencing number: another one after every write, never one that this key has had before, also not after it was erased.
   * Chosen by the vault, compared by the store.
   */
  readonly version: string
  /** When somebody should look at it: a connection to refresh, an attempt or session to delete. `null`: never. */
  readonly dueAt: EpochSeconds | null
  /** JSON. Secrets in it are sealed before a store sees them. */
  readonly body: string
}

/**
 * What the vault asks of a database: five acts, each one atomic and durable when its promise resolves.
 *
 * {@link VaultStore.write} is the contract: of any number of concurrent writes that expect the same version, in any number of processes,
 * exactly one is done. Leases, refreshes, rotation and single-use sign-ins are built on nothing else. Whoever writes a store proves it with
 * `describeVaultStoreContract` (`@stagedoor/vault/contract`).
 *
 * A store that cannot answer rejects with {@link VaultStoreUnavailableError}; nothing of the act has happened then, or the caller finds out by reading.
 */
export interface VaultStore {
  read(id: RecordId): Promise<VaultRecord | undefined>
  /**
   * Writes the whole record while the stored version is `expected`; `null` expects none to be there. Resolves to whether it was written.
   * One statement or script of the engine, not a read and a write.
   */
  write(record: VaultRecord, expected: string | null): Promise<boolean>
  /** Erases while the stored version is `expected`. Resolves to whether it was there, and went. */
  erase(id: RecordId, expected: string): Promise<boolean>
  /** A page of a collection in the order of `key` (by code unit), behind `after`; of one owner, where one is given. */
  list(page: {
    readonly collection: Collection
    readonly owner?: string
    readonly after?: string
    readonly limit: number
  }): Promise<readonly VaultRecord[]>
  /** Records whose `dueAt` is not later than `now`, the longest due first, at most `limit`. */
  due(page: { readonly collection: Collection; readonly now: EpochSeconds; readonly limit: number }): Promise<readonly VaultRecord[]>
  /** Lets go of what the store opened itself. */
  close(): Promise<void>
}

/** The database cannot be read or written now. Retrying later is right; nothing was lost. */
export class VaultStoreUnavailableError extends Error {
  override readonly name = 'VaultStoreUnavailableError'
  readonly code = 'store_unavailable'
  readonly action = 'retry'
  readonly retryable = true
}
