import { createHmac } from 'node:crypto'
import type { EpochSeconds } from '../ports/records.ts'
import type { Random } from '../ports/world.ts'

/** A nonce is given out for as long, and taken for as long again. */
export const NONCE_SECONDS = 120

/**
 * Makes the nonces that proofs must carry (RFC 9449 §8), without keeping any: each is a MAC over its stretch of time.
 *
 * They say when a proof was made, by our own clock (§4.3 check 11), so a client whose clock is wrong is served as well. Their key is drawn anew
 * by every process: no proof from before a restart is good after it, which is what lets {@link SpentProofs} live in memory.
 */
export class DpopNonces {
  readonly #key: Uint8Array
  readonly #made = new Map<number, string>()

  constructor(random: Random) {
    this.#key = Uint8Array.from(random(32))
  }

  /** The one to give out. */
  current(now: EpochSeconds): string {
    return this.#at(stretchOf(now))
  }

  /** The stretch of time that a nonce is of; `undefined` when it is none of ours, or too old. */
  findStretch(nonce: string | undefined, now: EpochSeconds): number | undefined {
    const latest = stretchOf(now)
    return [latest, latest - 1].find((stretch) => this.#at(stretch) === nonce)
  }

  #at(stretch: number): string {
    const known = this.#made.get(stretch)
    if (known !== undefined) return known
    const made = createHmac('sha256', this.#key).update(String(stretch)).digest('base64url').slice(0, 22)
    if (this.#made.size >= 4) this.#made.clear()
    this.#made.set(stretch, made)
    return made
  }
}

function stretchOf(now: EpochSeconds): number {
  return Math.floor(now / NONCE_SECONDS)
}
