import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from './sha256.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The example messages of FIPS 180-4 (NIST, Secure Hash Standard examples and SHAVS short messages). */
const NIST_VECTORS = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  [
    'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
    'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
  ],
] as const

describe('SHA-256', () => {
  it.each(NIST_VECTORS)('[FIPS 180-4 §6.2] hashes the example %j', (text, digest) => {
    expect(hex(sha256(text))).toBe(digest)
  })

  it('[FIPS 180-4 §6.2] hashes a million letters a', () => {
    expect(hex(sha256('a'.repeat(1_000_000)))).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
  })

  it('[SHAVS] hashes bytes that are no text', () => {
    expect(hex(sha256(Uint8Array.of(0xbd)))).toBe('68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b')
    expect(hex(sha256(Uint8Array.of(0xc9, 0x8c, 0x8e, 0x55)))).toBe('7abc22c0ae5af26ce93dbb94433a0e0b2e119d014f8e7f65bd56c61ccccd9504')
  })

  it('[FIPS 180-4 §5.1.1] pads every length around the block size as the runtime does', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = new Uint8Array(length).map((_, index) => index * 31)
      expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  it('agrees with the runtime on any text, as UTF-8, and on a view into a larger buffer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ minLength: 3 }), (text, bytes) => {
        expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'))
        const view = bytes.subarray(1, -1)
        expect(hex(sha256(view))).toBe(createHash('sha256').update(view).digest('hex'))
      }),
    )
  })

  it('[FIPS 180-4 §4.2.2] has no constant so near to a whole number that another engine could round it otherwise', () => {
    // The constants are computed with `**`, which engines may get wrong in the last bits; 2 ** -17 is the weight of the last bit here.
    const primes = Array.from({ length: 312 }, (_, n) => n).filter(
      (n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0),
    )
    const roots = [...primes.map((prime) => prime ** (1 / 3)), ...primes.slice(0, 8).map((prime) => prime ** (1 / 2))]
    const distances = roots.map((root) => Math.abs(root * 2 ** 32 - Math.round(root * 2 ** 32)))

    expect(primes).toHaveLength(64)
    expect(Math.min(...distances)).toBeGreaterThan(16 * 2 ** -17)
  })
})
