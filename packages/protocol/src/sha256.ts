/**
 * Hashes with SHA-256 (FIPS 180-4 §6.2), synchronously and without `crypto.subtle`.
 *
 * For clients: React Native has no WebCrypto, an insecure origin has none either, and a popup must open before anything is awaited.
 * Servers use their runtime's own, which is faster.
 *
 * @param data - Text is hashed as UTF-8.
 */
export function sha256(data: Uint8Array | string): Uint8Array<ArrayBuffer> {
  constants ??= deriveConstants()
  const { rounds, initial } = constants
  const state = Int32Array.from(initial)
  const words = new Int32Array(64)
  const padded = pad(typeof data === 'string' ? new TextEncoder().encode(data) : data)
  const view = new DataView(padded.buffer)
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(offset + 4 * t)
    compress(state, words, rounds)
  }
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
  const roots = (exponent: number): Int32Array => Int32Array.from(primes, (prime) => (prime ** exponent % 1) * 2 ** 32)
  return { rounds: roots(1 / 3), initial: roots(1 / 2).slice(0, 8) }
}

/** Appends a one bit, zeros, and the length in bits, up to a whole number of 64-byte blocks (FIPS 180-4 §5.1.1). */
function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = bytes
  const padded = new Uint8Array(((length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[length] = 0x80
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(length) * 8n)
  return padded
}

/** Works one block into the state (FIPS 180-4 §6.2.2); `words` holds its sixteen words and room for 48 more. */
function compress(state: Int32Array, words: Int32Array, rounds: Int32Array): void {
  const word = (index: number): number => words[index] ?? 0
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t++) {
    if (t > 15) words[t] = mix(word(t - 2), 17, 19, 10, 0) + word(t - 7) + mix(word(t - 15), 7, 18, 3, 0) + word(t - 16)
    const t1 = h + mix(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (rounds[t] ?? 0) + word(t)
    const t2 = mix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))
    ;[a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g]
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value
}

/** The functions Σ; σ is the same with a shift for its last rotation, so with nothing that comes round (FIPS 180-4 §4.1.2). */
function mix(word: number, one: number, two: number, three: number, round: number = word << (32 - three)): number {
  return rotate(word, one) ^ rotate(word, two) ^ ((word >>> three) | round)
}

function rotate(word: number, count: number): number {
  return (word >>> count) | (word << (32 - count))
}
