import { hash } from 'node:crypto'

/**
 * Remembers which proofs were used, for as long as their nonce is good (RFC 9449 §11.1).
 *
 * In memory, as one process serves: looking and noting is one step that nothing comes between. What is noted has a signature that was verified,
 * so the work of verifying bounds how fast it grows.
 */
export class SpentProofs {
  readonly #byStretch = new Map<number, Set<string>>()

  /**
   * Notes a proof.
   *
   * @param stretch - Of its nonce: those of two stretches at most are kept.
   * @returns `false` when it was there already.
   */
  spend(thumbprint: string, jti: string, stretch: number): boolean {
    const spent = this.#byStretch.get(stretch) ?? this.#begin(stretch)
    const name = hash('sha256', `${thumbprint} ${jti}`, 'base64url')
    if (spent.has(name)) return false
    spent.add(name)
    return true
  }

  #begin(stretch: number): Set<string> {
    for (const other of this.#byStretch.keys()) if (Math.abs(other - stretch) > 1) this.#byStretch.delete(other)
    const spent = new Set<string>()
    this.#byStretch.set(stretch, spent)
    return spent
  }
}
