/**
 * Hashes with SHA-256 (FIPS 180-4 §6.2), synchronously and without `crypto.subtle`.
 *
 * For clients: React Native has no WebCrypto, an insecure origin has none either, and a popup must open before anything is awaited.
 * Servers use their runtime's own, which is faster.
 *
 * @param data - Text is hashed as UTF-8.
 */
export function computeSha256(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  constants ??= deriveConstants()
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const { length } = bytes
  // A one bit, zeros, and the length in bits, up to a whole number of 64-byte blocks (FIPS 180-4 §5.1.1).
  const padded = new Uint8Array(((length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, length / 2 ** 29)
  view.setUint32(padded.length - 4, length << 3)
  let state = constants.initial
  for (let offset = 0; offset < padded.length; offset += 64) state = compress(state, view, offset, constants.rounds)
  state.forEach((word, index) => {
    view.setInt32(4 * index, word)
  })
  return padded.slice(0, 32)
}

let constants: { readonly rounds: Int32Array; readonly initial: Int32Array } | undefined

/** Computes the constants from the primes that define them (FIPS 180-4 §4.2.2 and §5.3.3), which is shorter than listing them. */
function deriveConstants(): { readonly rounds: Int32Array; readonly initial: Int32Array } {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  const roots = (exponent: number): Int32Array => Int32Array.from(primes, (prime) => prime ** exponent * 2 ** 32)
  return { rounds: roots(1 / 3), initial: roots(1 / 2).slice(0, 8) }
}

/** Works one block into the state (FIPS 180-4 §6.2.2). */
function compress(state: Int32Array, block: DataView, offset: number, rounds: Int32Array): Int32Array {
  const words = new Int32Array(64)
  const word = (index: number): number => words[index] ?? 0
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  rounds.forEach((round, t) => {
    words[t] =
      t < 16
        ? block.getInt32(offset + 4 * t)
        : mix(word(t - 2), 17, 19, 10, 0) + word(t - 7) + mix(word(t - 15), 7, 18, 3, 0) + word(t - 16)
    const t1 = h + mix(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + round + word(t)
    const t2 = mix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))
    ;[a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g]
  })
  const worked = [a, b, c, d, e, f, g, h]
  return state.map((before, index) => before + (worked[index] ?? 0))
}

/** The functions Σ; σ is the same with a shift for its last rotation, so with nothing that comes round (FIPS 180-4 §4.1.2). */
function mix(word: number, one: number, two: number, three: number, round: number = word << (32 - three)): number {
  const rotate = (count: number): number => (word >>> count) | (word << (32 - count))
  return rotate(one) ^ rotate(two) ^ ((word >>> three) | round)
}
