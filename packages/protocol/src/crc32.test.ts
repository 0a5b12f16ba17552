import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.ts'

describe('CRC-32', () => {
  it('[ISO 3309] has the check value 0xCBF43926', () => {
    expect(crc32('123456789')).toBe(0xcbf43926)
    expect(crc32('')).toBe(0)
  })

  it('agrees with zlib on any text and is never negative', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(crc32(text)).toBe(zlibCrc32(text))
      }),
    )
  })

  it('notices every change of one character', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), fc.nat(), fc.integer({ min: 1, max: 30 }), (text, seed, shift) => {
        const at = seed % text.length
        const changed = text.slice(0, at) + String.fromCharCode(32 + ((text.charCodeAt(at) - 32 + shift) % 95)) + text.slice(at + 1)
        expect(crc32(changed)).not.toBe(crc32(text))
      }),
    )
  })
})
