import type { Awaitable } from './awaitable.ts'

/** Where sessions and pending logins are kept: texts by key. Keys are already namespaced by platform, base URL and client. */
export interface StoragePort {
  /** Whether what is written outlives the page. A page login needs that. */
  readonly durable: boolean
  read(key: string): Awaitable<string | null>
  /**
   * Compares and sets: writes `next` (`null` removes) only while the stored text is still `expected`.
   *
   * As atomic as the storage allows. It is what keeps a slow tab from writing over a faster one, and a code from being redeemed twice.
   */
  replace(key: string, expected: string | null, next: string | null): Awaitable<boolean>
  /** Every key that starts with `prefix`. */
  keys(prefix: string): Awaitable<readonly string[]>
  /** Tells of changes made by *other* pages; `null` is any key. Absent where nobody else can see this storage. */
  subscribe?(listener: (key: string | null) => void): () => void
}
