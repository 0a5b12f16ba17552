import { describe, expect, it } from 'vitest'
import { der } from './der.ts'

const hex = (value: Buffer): string => value.toString('hex')

describe('the distinguished encoding', () => {
  it.each([
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'], // ecdsa-with-SHA256, as RFC 5758 §3.2 names it
    ['2.5.29.17', '0603551d11'],
    ['1.3.6.1.5.5.7.3.1', '06082b06010505070301'],
  ])('[X.690 §8.19] writes the object identifier %s', (name, expected) => {
    expect(hex(der.objectIdentifier(name))).toBe(expected)
  })

  it.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('[X.690 §10.1] writes the length %i in as few bytes as can be', (length, expected) => {
    expect(hex(der.octetString(Buffer.alloc(length))).slice(0, expected.length)).toBe(expected)
    expect(der.octetString(Buffer.alloc(length))).toHaveLength(expected.length / 2 + length)
  })

  it.each([
    ['2026-11-21T08:02:41.900Z', '170d', '261121080241Z'],
    ['2049-12-31T23:59:59Z', '170d', '491231235959Z'],
    ['2050-01-01T00:00:00Z', '180f', '20500101000000Z'],
  ])('[RFC 5280 §4.1.2.5] writes %s with two digits of the year up to 2049, then with four', (date, header, text) => {
    const encoded = der.time(Math.floor(Date.parse(date) / 1000))

    expect([hex(encoded.subarray(0, 2)), encoded.subarray(2).toString('ascii')]).toEqual([header, text])
  })

  it('writes booleans, tags and bit strings', () => {
    expect(hex(der.boolean(true))).toBe('0101ff')
    expect(hex(der.sequence(der.integer(Buffer.from([2])), der.boolean(false)))).toBe('3006020102010100')
    expect(hex(der.bitString(Buffer.from([0x80]), 7))).toBe('03020780')
    expect([hex(der.tagged(3, der.set())), hex(der.taggedBytes(2, Buffer.from('a')))]).toEqual(['a3023100', '820161'])
  })
})
