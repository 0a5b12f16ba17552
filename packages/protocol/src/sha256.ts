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
  const schedule = new Int32Array(64)
  const message = pad(typeof data === 'string' ? new TextEncoder().encode(data) : data)
  for (let offset = 0; offset < message.byteLength; offset += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = message.getInt32(offset + 4 * t)
    compress(state, schedule, rounds)
  }
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, index) => {
    digest.setInt32(4 * index, word)
  })
  return new Uint8Array(digest.buffer)
}

let constants: { readonly rounds: Int32Array; readonly initial: Int32Array } | undefined

/** Computes the constants from the primes that define them (FIPS 180-4 §4.2.2 and §5.3.3), which is shorter than listing them. */
function deriveConstants(): { readonly rounds: Int32Array; readonly initial: Int32Array } {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  const fraction = (root: number): number => (root % 1) * 2 ** 32
  return {
    rounds: Int32Array.from(primes, (prime) => fraction(prime ** (1 / 3)) | 0),
    initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime ** (1 / 2)) | 0),
  }
}

/** Appends a one bit, zeros, and the length in bits, up to a whole number of 64-byte blocks (FIPS 180-4 §5.1.1). */
function pad(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, bytes.length / 2 ** 29)
  view.setUint32(padded.length - 4, bytes.length << 3)
  return view
}

/** Works one block into the state (FIPS 180-4 §6.2.2); `w` holds its sixteen words and room for 48 more. */
function compress(state: Int32Array, w: Int32Array, rounds: Int32Array): void {
  const at = (words: Int32Array, index: number): number => words[index] ?? 0
  let v = Int32Array.from(state)
  for (let t = 0; t < 64; t++) {
    if (t > 15) {
      const w2 = at(w, t - 2)
      const w15 = at(w, t - 15)
      w[t] =
        (rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)) + at(w, t - 7) + (rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)) + at(w, t - 16)
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = v
    const t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + at(rounds, t) + at(w, t)
    const t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    v = Int32Array.of(t1 + t2, a, b, c, d + t1, e, f, g)
  }
  for (let index = 0; index < 8; index++) state[index] = at(state, index) + at(v, index)
}

function rotate(word: number, count: number): number {
  return (word >>> count) | (word << (32 - count))
}
