/**
 * A key management service, as two functions: envelope encryption with a root key that never leaves it.
 *
 * Whatever they reject with becomes `keys_unavailable`, to be tried again; a {@link VaultError} they throw is passed on as it is.
 */
export interface KeyManagement {
  /** Encrypts a data key under the root key of now. `keyId` is kept beside the result, readable: at most 512 characters. */
  wrap(dataKey: Uint8Array): Promise<{ readonly keyId: string; readonly wrapped: Uint8Array }>
  /** Decrypts what {@link wrap} made, with whatever root key was used then. `keyId` comes from the database: refuse one that is not yours. */
  unwrap(data: { readonly keyId: string; readonly wrapped: Uint8Array }): Promise<Uint8Array>
  /** How long one data key seals. Default: a day. */
  readonly dataKeyLifetimeSeconds?: number
  /** How many texts one data key seals. Default: 2^24; at most 2^32 (NIST SP 800-38D §8.3). */
  readonly sealsPerDataKey?: number
  /** How many data keys are kept in memory to open with. Default: 1000. */
  readonly cachedDataKeys?: number
}
