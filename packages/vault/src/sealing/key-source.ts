import type { KeyObject } from 'node:crypto'

/** The keys a sealer seals and opens with, each known by the head of its envelopes. */
export interface KeySource {
  /** The key to seal one text with now. */
  takeCurrent(): SealingKey | Promise<SealingKey>
  /** @throws VaultError `key_unknown`, `keys_unavailable`, `record_tampered` for a head that is none of ours. */
  find(head: string): KeyObject | Promise<KeyObject>
  /** Whether this head is that of the current key. */
  isCurrent(head: string): boolean
}

export interface SealingKey {
  readonly head: string
  readonly key: KeyObject
}
