import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from './base64url.ts'

/** RFC 4648 §10, written with the URL-safe alphabet and without padding. */
const RFC_4648_VECTORS = [
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg'],
  ['fooba', 'Zm9vYmE'],
  ['foobar', 'Zm9vYmFy'],
] as const

describe('base64url', () => {
  it.each(RFC_4648_VECTORS)('[RFC 4648 §10] writes %j as %j and reads it back', (text, encoded) => {
    const bytes = new TextEncoder().encode(text)
    expect(encodeBase64url(bytes)).toBe(encoded)
    expect(decodeBase64url(encoded)).toEqual(bytes)
  })

  it('[RFC 7515 appendix C] writes the example with both special characters', () => {
    expect(encodeBase64url(Uint8Array.of(3, 236, 255, 224, 193))).toBe('A-z_4ME')
  })

  it('[RFC 4648 §5] writes what the runtime writes, for any bytes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(decodeBase64url(text)).toEqual(bytes)
      }),
    )
  })

  it.each([
    ['padding', 'Zg=='],
    ['a space', 'Zm 9v'],
    ['a line break at the end', 'Zm9v\n'],
    ['the other alphabet', '+/+/'],
    ['a lone character', 'Z'],
    ['a lone character after whole bytes', 'Zm9vZ'],
    ['a letter that only looks Latin', 'Zm9\u0475'],
    ['NUL', 'Zm9\0'],
    ['stray low bits after one byte', 'Zh'],
    ['stray low bits after two bytes', 'Zm9'],
  ])('[RFC 4648 §3.5] refuses %s', (_, text) => {
    expect(decodeBase64url(text)).toBeUndefined()
  })

  it('[RFC 4648 §3.5] accepts only the one canonical spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABZaz09-_=+/ ') }), (text) => {
        const bytes = decodeBase64url(text)
        if (bytes !== undefined) expect(encodeBase64url(bytes)).toBe(text)
        else expect(Buffer.from(text, 'base64url').toString('base64url')).not.toBe(text)
      }),
    )
  })

  it('carries a mebibyte', () => {
    const bytes = new Uint8Array(2 ** 20).fill(0xa5)
    expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes)
  })
})
