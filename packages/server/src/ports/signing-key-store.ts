import type { EpochSeconds } from './records.ts'

/** A key pair for signing ID tokens. */
export interface SigningKey {
  readonly id: string
  readonly algorithm: 'ES256'
  /** JWK with the private members. */
  readonly privateJwk: Readonly<Record<string, unknown>>
  readonly createdAt: EpochSeconds
}

export interface SigningKeyStore {
  /** Newest first. May answer from a memory of this process that is never older than the last write through it. */
  list(): Promise<readonly SigningKey[]>
  /** Adds `key` when there is none yet; resolves to the oldest key there is, whoever added it. */
  addFirst(key: SigningKey): Promise<SigningKey>
  /**
   * Puts `key` in front of all others, and deletes those that were replaced at `replacedBefore` or earlier, in one act.
   * The key that was in front until now is replaced at `key.createdAt`.
   */
  rotate(key: SigningKey, replacedBefore: EpochSeconds): Promise<void>
}
