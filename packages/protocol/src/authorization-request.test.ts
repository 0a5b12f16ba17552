import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAuthorizationRequest } from './authorization-request.ts'
import { parseQueryParameters } from './parameters.ts'

describe('authorization request', () => {
  it('[RFC 6749 §4.1.1] writes the example', () => {
    const url = formatAuthorizationRequest('https://server.example.com/authorize', [
      ['response_type', 'code'],
      ['client_id', 's6BhdRkqt3'],
      ['state', 'xyz'],
      ['redirect_uri', 'https://client.example.com/cb'],
    ])
    expect(url).toBe(
      'https://server.example.com/authorize?response_type=code&client_id=s6BhdRkqt3&state=xyz&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb',
    )
  })

  it('[RFC 6749 §3.1] keeps the query that the endpoint has of its own', () => {
    expect(formatAuthorizationRequest('https://a.example/authorize?tenant=1', [['state', 'x']])).toBe(
      'https://a.example/authorize?tenant=1&state=x',
    )
    expect(formatAuthorizationRequest('https://a.example/authorize?', [['state', 'x']])).toBe('https://a.example/authorize?state=x')
    expect(formatAuthorizationRequest('https://a.example/authorize?tenant=1&', [['state', 'x']])).toBe(
      'https://a.example/authorize?tenant=1&state=x',
    )
    expect(formatAuthorizationRequest('https://a.example/authorize', [['nonce', undefined]])).toBe('https://a.example/authorize')
  })

  it('reads back whatever was written', () => {
    const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed() && !text.includes('\0'))
    fc.assert(
      fc.property(texts, texts, texts, (state, scope, redirectUri) => {
        const url = formatAuthorizationRequest('https://a.example/authorize?tenant=1', [
          ['state', state],
          ['scope', scope],
          ['redirect_uri', redirectUri],
        ])
        expect(parseQueryParameters(new URL(url).search.slice(1))).toEqual({
          ok: true,
          value: new Map([
            ['tenant', '1'],
            ['state', state],
            ['scope', scope],
            ['redirect_uri', redirectUri],
          ]),
        })
      }),
    )
  })
})
