/** Where the keys of proofs are kept. */
export interface KeyStorePort {
  /**
   * Finds the key pair of this name, or keeps the one that `generate` makes. Of several at once all get the same.
   *
   * @param name - Namespaced by platform, base URL and client.
   */
  find(name: string, generate: () => Promise<CryptoKeyPair>): Promise<CryptoKeyPair>
}
