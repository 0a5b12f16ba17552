import type { KeyManagement } from './key-management.ts'

/** One key of 256 bits. */
export interface VaultKey {
  /** Stands in every envelope that the key seals: up to 64 letters, digits, `-` and `_`. Never give it to another key. */
  readonly id: string
  /** 32 random bytes. Copied: overwrite yours afterwards, if you like. */
  readonly key: Uint8Array
}

/**
 * Where keys come from.
 *
 * - a text `id:key`, several separated by comma or space, as `STAGEDOOR_VAULT_KEYS` holds it: the first seals, all of them open
 * - the same as an array
 * - a key management service, which sees data keys alone; `keys` beside it open what was sealed before you had one
 */
export type VaultKeys = string | readonly VaultKey[] | { readonly kms: KeyManagement; readonly keys?: string | readonly VaultKey[] }

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32
