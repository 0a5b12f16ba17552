import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBearerChallenge, parseBearerToken } from './bearer.ts'

const tokens = fc
  .tuple(fc.string({ unit: fc.constantFrom(...'ABCXYZabcxyz0189-._~+/'), minLength: 1 }), fc.constantFrom('', '=', '=='))
  .map((parts) => parts.join(''))

describe('Bearer token', () => {
  it('[RFC 6750 §2.1] reads the example', () => {
    expect(parseBearerToken('Bearer mF_9.B5f-4.1JqM')).toBe('mF_9.B5f-4.1JqM')
  })

  it('[RFC 6750 §2.1] reads any b64token, whatever the letter case of the scheme', () => {
    fc.assert(
      fc.property(tokens, fc.constantFrom('Bearer', 'bearer', 'BEARER', 'bEaReR'), fc.constantFrom(' ', '   '), (token, scheme, space) => {
        expect(parseBearerToken(scheme + space + token)).toBe(token)
      }),
    )
  })

  it('[SoundCloud /me] reads the scheme OAuth where a platform writes it', () => {
    expect(parseBearerToken('OAuth 1-23-abc', 'OAuth')).toBe('1-23-abc')
    expect(parseBearerToken('Bearer abc', 'OAuth')).toBeUndefined()
    expect(parseBearerToken('OAuth abc')).toBeUndefined()
  })

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer  ',
    'Bearerabc',
    'Bearer\tabc',
    'Basic abc',
    'BearerX abc',
    'Bearer abc def',
    'Bearer abc,Bearer def',
    'Bearer a=b',
    'Bearer =',
    'Bearer "abc"',
    'Bearer abc\n',
    'Bearer ab\0c',
    'Bearer é',
    ' Bearer abc',
  ])('[RFC 6750 §2.1] finds no token in %j', (header) => {
    expect(parseBearerToken(header)).toBeUndefined()
  })

  it('accepts exactly the grammar', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1-._~+/= ,"\n') }), (rest) => {
        const token = parseBearerToken(`Bearer ${rest}`)
        expect(token !== undefined).toBe(/^ *[A-Za-z0-9._~+/-]+=*$/.test(rest) && !rest.endsWith('\n'))
        if (token !== undefined) expect(token).toBe(rest.trimStart())
      }),
    )
  })

  it('answers 64 KiB within a moment', () => {
    const { user: before } = process.threadCpuUsage()
    for (const piece of [' ', 'a', '=', 'a=']) parseBearerToken(`Bearer ${piece.repeat(2 ** 16)}!`)
    expect(process.threadCpuUsage().user - before).toBeLessThan(500_000)
  })
})

describe('Bearer challenge', () => {
  it('[RFC 6750 §3] writes the two examples', () => {
    expect(formatBearerChallenge({ realm: 'example' })).toBe('Bearer realm="example"')
    expect(formatBearerChallenge({ realm: 'example', error: 'invalid_token', errorDescription: 'The access token expired' })).toBe(
      'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
    )
  })

  it('[RFC 6750 §3.1] names the scope that would have been enough', () => {
    expect(formatBearerChallenge({ realm: 'Audius', error: 'insufficient_scope', scope: ['read', 'write'], scheme: 'OAuth' })).toBe(
      'OAuth realm="Audius", error="insufficient_scope", scope="read write"',
    )
  })

  it('[RFC 9110 §5.6.4] escapes any text so that it can neither end its quotes nor the header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'"\\\r\n,a ') })), (realm) => {
        const challenge = formatBearerChallenge({ realm, errorDescription: realm })
        expect(challenge).toMatch(/^Bearer realm="(?:[^"\\]|\\.)*", error_description="(?:[^"\\]|\\.)*"$/)
        expect(challenge).toMatch(/^[ -~]*$/)
        expect(() => new Headers({ 'www-authenticate': challenge })).not.toThrow()
      }),
    )
  })
})
