import fc from 'fast-check'
import * as oauth4webapi from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { formatAuthorizationResponse, parseAuthorizationResponse, removeAuthorizationResponse } from './authorization-response.ts'

const texts = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'&=#?+% \r\n'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), minLength: 1 })
  .filter((text) => text.isWellFormed())
const modes = fc.constantFrom('query' as const, 'fragment' as const)
const redirectUris = fc.constantFrom(
  'https://app.example/cb',
  'https://app.example/cb?tenant=1&tag=a&tag=b',
  'https://app.example/?',
  'http://127.0.0.1:5173/',
  'myapp://callback',
  'com.example.app:/cb',
)

describe('authorization response', () => {
  it('[RFC 6749 §4.1.2] writes and reads the example', () => {
    const url = 'https://client.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz'
    expect(
      formatAuthorizationResponse(
        'https://client.example.com/cb',
        [
          ['code', 'SplxlOBeZQQYbYS6WxSbIA'],
          ['state', 'xyz'],
        ],
        'query',
      ),
    ).toBe(url)
    expect(parseAuthorizationResponse(url)).toEqual({ code: 'SplxlOBeZQQYbYS6WxSbIA', state: 'xyz' })
  })

  it('[RFC 6749 §4.1.2.1] reads the example of an error', () => {
    expect(parseAuthorizationResponse('https://client.example.com/cb?error=access_denied&state=xyz')).toEqual({
      error: 'access_denied',
      state: 'xyz',
    })
  })

  it('[RFC 9207 §2] writes and reads the issuer, as in the example', () => {
    const url =
      'https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58&state=ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI&iss=https%3A%2F%2Fhonest.as.example'
    const response = {
      code: 'x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58',
      state: 'ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI',
      iss: 'https://honest.as.example',
    }
    expect(parseAuthorizationResponse(url)).toEqual(response)
    expect(formatAuthorizationResponse('https://client.example/cb', Object.entries(response), 'query')).toBe(url)
    const error =
      'https://client.example/cb?error=access_denied&state=N2JjNGJhY2JiZjRhYzA3MGJkMzNmMDE5OWJhZmJhZjA&iss=https%3A%2F%2Fhonest.as.example'
    expect(parseAuthorizationResponse(error)).toMatchObject({ error: 'access_denied', iss: 'https://honest.as.example' })
  })

  it('[Audius, step 3] reads code and state in the fragment', () => {
    expect(parseAuthorizationResponse('https://mydemoapp.com/callback#code=AUTH_CODE&state=YOUR_STATE')).toEqual({
      code: 'AUTH_CODE',
      state: 'YOUR_STATE',
    })
  })

  it('reads back any code, state and issuer, and removes them without a trace', () => {
    fc.assert(
      fc.property(redirectUris, modes, texts, texts, texts, (redirectUri, mode, code, state, iss) => {
        const url = formatAuthorizationResponse(
          redirectUri,
          [
            ['code', code],
            ['state', state],
            ['iss', iss],
          ],
          mode,
        )
        expect(parseAuthorizationResponse(url)).toEqual({ code, state, iss })
        expect(removeAuthorizationResponse(url)).toBe(redirectUri.replace(/\?$/, ''))
        expect(parseAuthorizationResponse(removeAuthorizationResponse(url))).toBeUndefined()
      }),
    )
  })

  it('reads back any error, but none of its words, which any link could carry', () => {
    fc.assert(
      fc.property(redirectUris, modes, texts, texts, texts, texts, (redirectUri, mode, error, errorDescription, errorUri, state) => {
        const entries = [
          ['error', error],
          ['error_description', errorDescription],
          ['error_uri', errorUri],
          ['state', state],
          ['iss', undefined],
        ] as const
        const url = formatAuthorizationResponse(redirectUri, entries, mode)
        expect(parseAuthorizationResponse(url)).toEqual({ error, state })
        expect(removeAuthorizationResponse(url)).toBe(redirectUri.replace(/\?$/, ''))
      }),
    )
  })

  it('[RFC 6749 §3.1.2] writes no second fragment and keeps the query of the redirect URI', () => {
    expect(formatAuthorizationResponse('https://a.example/cb?t=1', [['code', 'x']], 'query')).toBe('https://a.example/cb?t=1&code=x')
    expect(formatAuthorizationResponse('https://a.example/cb?t=1', [['code', 'x']], 'fragment')).toBe('https://a.example/cb?t=1#code=x')
    expect(formatAuthorizationResponse('com.example.app:/cb', [['code', 'x']], 'query')).toBe('com.example.app:/cb?code=x')
  })

  it.each([
    ['nothing', 'https://app.example/'],
    ['an error without state: any link could carry one', 'https://app.example/?error=access_denied'],
    ['only a state', 'https://app.example/?state=x'],
    ['an empty code', 'https://app.example/?code=&state=x'],
    ['two codes', 'https://app.example/?code=a&code=b&state=x'],
    ['two states', 'https://app.example/?code=a&state=x&state=y'],
    ['a code that is not UTF-8', 'https://app.example/?code=%C3%28&state=x'],
    ['a code that is not percent-encoded', 'https://app.example/?code=%ZZ&state=x'],
    ['other names', 'https://app.example/?codes=a&postcode=b&CODE=c'],
    ['a name of the prototype', 'https://app.example/?__proto__=a'],
    ['a question mark in the fragment', 'https://app.example/#/route?code=a&state=b'],
  ])('finds no response in a URL with %s, and leaves it as it is', (_, url) => {
    expect(parseAuthorizationResponse(url)).toBeUndefined()
    expect(removeAuthorizationResponse(url)).toBe(url)
  })

  it('[Auphonic] reads a code without state', () => {
    expect(parseAuthorizationResponse('https://app.example/?code=abc')).toEqual({ code: 'abc' })
  })

  it('takes the response that has a state when the app has a code of its own', () => {
    const url = 'https://app.example/?code=COUPON#code=abc&state=x'
    expect(parseAuthorizationResponse(url)).toEqual({ code: 'abc', state: 'x' })
    expect(removeAuthorizationResponse(url)).toBe('https://app.example/?code=COUPON')
  })

  it('[Audiotool §2.2] removes the scope that came along, and leaves everything else byte by byte', () => {
    expect(removeAuthorizationResponse('https://app.example/a?tag=%zz&code=abc&tag=b+c&scope=x&state=y&empty#top')).toBe(
      'https://app.example/a?tag=%zz&tag=b+c&empty#top',
    )
    expect(removeAuthorizationResponse('https://app.example/?scope=mine&state=mine#/route')).toBe(
      'https://app.example/?scope=mine&state=mine#/route',
    )
  })

  it('[RFC 9207 §2.4] is accepted by oauth4webapi', async () => {
    const server = { issuer: 'https://honest.as.example', authorization_response_iss_parameter_supported: true }
    const entries = [
      ['code', 'abc'],
      ['state', 'ünicode & more'],
      ['iss', server.issuer],
    ] as const
    for (const mode of ['query', 'fragment'] as const) {
      const url = new URL(formatAuthorizationResponse('https://app.example/cb', entries, mode))
      const parameters = mode === 'query' ? url : new URLSearchParams(url.hash.slice(1))
      expect(oauth4webapi.validateAuthResponse(server, { client_id: 'c' }, parameters, 'ünicode & more').get('code')).toBe('abc')
    }
    const denied = new URL(
      formatAuthorizationResponse(
        'https://app.example/cb',
        [
          ['error', 'access_denied'],
          ['state', 'x'],
          ['iss', server.issuer],
        ],
        'query',
      ),
    )
    expect(() => oauth4webapi.validateAuthResponse(server, { client_id: 'c' }, denied, 'x')).toThrow(
      oauth4webapi.AuthorizationResponseError,
    )
  })

  it('never throws, and answers a mebibyte within a moment', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('code', 'state', 'error', '=', '&', '?', '#', '%', 'a', '\0', '\ud800') }), (url) => {
        expect(() => removeAuthorizationResponse(url)).not.toThrow()
        if (parseAuthorizationResponse(url) === undefined) expect(removeAuthorizationResponse(url)).toBe(url)
      }),
    )
    const { user: before } = process.threadCpuUsage()
    for (const piece of ['&', '?', '#', 'code=a&', 'code', '%', '='])
      parseAuthorizationResponse(`https://app.example/?${piece.repeat(2 ** 20 / piece.length)}`)
    expect(process.threadCpuUsage().user - before).toBeLessThan(1_000_000)
  })
})
