import { describe, expect, it } from 'vitest'
import { findRemoteAddress } from './find-remote-address.ts'

function find(forwarded: string | undefined, trustedProxies: number): string | null {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return findRemoteAddress(Object.create({ headers, socket: { remoteAddress: '10.0.0.1' } }), trustedProxies)
}

describe('whose request it is', () => {
  it('is whose connection it is where no proxy is trusted, whatever the header says', () => {
    expect(find('203.0.113.9', 0)).toBe('10.0.0.1')
  })

  it.each([
    ['203.0.113.9', 1, '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9, 10.0.0.7', 2, '203.0.113.9'],
    ['2001:db8::1', 1, '2001:db8::1'],
    ['203.0.113.9:4711', 1, '203.0.113.9'],
    ['[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['[2001:db8::1]', 1, '2001:db8::1'],
  ])('is what the outermost trusted proxy wrote: %s behind %i', (forwarded, proxies, address) => {
    expect(find(forwarded, proxies)).toBe(address)
  })

  it.each([
    ['no header', undefined, 1],
    ['fewer addresses than proxies', '203.0.113.9', 2],
    ['no address', 'unknown', 1],
    ['markup', '<b>', 1],
  ])('is whose connection it is with %s', (_, forwarded, proxies) => {
    expect(find(forwarded, proxies)).toBe('10.0.0.1')
  })
})
