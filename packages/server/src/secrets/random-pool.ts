import type { Random } from '../ports/world.ts'

const POOL_BYTES = 4096

/**
 * Draws random bytes in bulk and hands them out once each: a draw of its own for each secret costs more than all its hashing.
 *
 * What was handed out is wiped from the pool, so that its memory holds no secret that is in use.
 */
export function createRandomPool(random: Random): Random {
  let pool = new Uint8Array(0)
  let used = 0
  return (length) => {
    if (length > POOL_BYTES) return random(length)
    if (used + length > pool.length) {
      pool = Uint8Array.from(random(POOL_BYTES))
      used = 0
    }
    const drawn = pool.slice(used, used + length)
    pool.fill(0, used, used + length)
    used += length
    return drawn
  }
}
