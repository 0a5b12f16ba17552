/**
 * Where a sealed text belongs; authenticated, not stored: a text that is copied to another user, platform or column does not open.
 * For connections `key` is the record's key, `column` the name of the token.
 */
export interface SealedPlace {
  readonly collection: string
  readonly key: string
  readonly column: string
}

/** Seals texts at rest. */
export interface Sealer {
  /** AES-256-GCM with the current key and a random nonce. The envelope names its version and its key. */
  seal(text: string, place: SealedPlace): Promise<string>
  /** @throws VaultError `key_unknown`: no key of the ring is the one it names. `record_tampered`: changed, cut, or of another place. */
  open(envelope: string, place: SealedPlace): Promise<string>
  /** Whether the envelope was sealed with the current key. */
  isCurrent(envelope: string): boolean
}
