import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseErrorResponse, parseTokenResponse } from './token-response.ts'

const nothing = { tokenType: undefined, expiresInSeconds: undefined, refreshToken: undefined, scope: undefined }

/** JSON texts, as platforms send or document them. */
const RESPONSES = {
  'RFC 6749 §5.1':
    '{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"example","expires_in":3600,"refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA","example_parameter":"example_value"}',
  'Audius §3.4': '{"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r","scope":"read"}',
  'Audius, step 4 as documented': '{"access_token":"a","refresh_token":"r"}',
  'SoundCloud §5.1': '{"access_token":"a","token_type":"Bearer","expires_in":3599,"refresh_token":"r","scope":""}',
  'Auphonic §6.3': '{"access_token":"436bfd6bed","token_type":"bearer","expires_in":315360000,"user_name":"someone","scope":""}',
  'Audiotool §2.5, a refresh without a new refresh token':
    '{"access_token":"a","token_type":"bearer","expires_in":3600,"scope":"project:write  sample:write"}',
} as const

describe('token response', () => {
  it.each([
    [
      'RFC 6749 §5.1',
      { accessToken: '2YotnFZFEjr1zCsicMWpAA', tokenType: 'example', expiresInSeconds: 3600, refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA' },
    ],
    ['Audius §3.4', { accessToken: 'a', tokenType: 'Bearer', expiresInSeconds: 3600, refreshToken: 'r', scope: ['read'] }],
    ['Audius, step 4 as documented', { accessToken: 'a', refreshToken: 'r' }],
    ['SoundCloud §5.1', { accessToken: 'a', tokenType: 'Bearer', expiresInSeconds: 3599, refreshToken: 'r', scope: [] }],
    ['Auphonic §6.3', { accessToken: '436bfd6bed', tokenType: 'bearer', expiresInSeconds: 315_360_000, scope: [] }],
    [
      'Audiotool §2.5, a refresh without a new refresh token',
      { accessToken: 'a', tokenType: 'bearer', expiresInSeconds: 3600, scope: ['project:write', 'sample:write'] },
    ],
  ] as const)('[%s] reads the response', (name, expected) => {
    expect(parseTokenResponse(JSON.parse(RESPONSES[name]))).toEqual({ ...nothing, ...expected })
  })

  it.each([
    [3600, 3600],
    ['3600', 3600],
    [0, 0],
    [0.5, 0.5],
    [-1, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['9'.repeat(400), undefined],
    [null, undefined],
    [[3600], undefined],
    [true, undefined],
  ])('reads expires_in %j as %j seconds: never NaN, never an end in the past', (sent, expiresInSeconds) => {
    expect(parseTokenResponse({ access_token: 'a', expires_in: sent })).toMatchObject({ expiresInSeconds })
  })

  it.each([[null], [''], [7], [{}]])('counts %j for any optional member as missing', (value) => {
    expect(parseTokenResponse({ access_token: 'a', token_type: value, refresh_token: value, scope: value })).toEqual({
      ...nothing,
      scope: value === '' ? [] : undefined,
      accessToken: 'a',
    })
  })

  it.each([
    undefined,
    null,
    '<html>503 Service Unavailable</html>',
    7,
    [],
    {},
    { access_token: null },
    { access_token: '' },
    { access_token: 7 },
    { access_token: 'a\r\nb' },
    { access_token: 'ü' },
  ])('refuses %j: there is no access token that could stand in a header', (json) => {
    expect(parseTokenResponse(json)).toEqual({ error: undefined })
  })

  it('[RFC 6749 §5.2] is the error it carries, even with status 200 and a token beside it', () => {
    expect(parseTokenResponse({ access_token: 'a', error: 'invalid_grant', error_description: 'Token reuse detected' })).toEqual({
      error: 'invalid_grant',
    })
  })

  it('does not take an inherited member for its own', () => {
    expect(parseTokenResponse(Object.create({ access_token: 'a' }))).toEqual({ error: undefined })
    expect(parseTokenResponse(JSON.parse('{"__proto__":{"access_token":"a"}}'))).toEqual({ error: undefined })
    Object.defineProperty(Object.prototype, 'access_token', { value: 'a', configurable: true })
    onTestFinished(() => void Reflect.deleteProperty(Object.prototype, 'access_token'))
    expect(parseTokenResponse({})).toEqual({ error: undefined })
  })

  it('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('access_token', 'expires_in', 'scope', 'error', 'error_description'), fc.jsonValue()),
        (one, other) => {
          for (const json of [one, other]) {
            expect(() => parseTokenResponse(json)).not.toThrow()
            expect(() => parseErrorResponse(json)).not.toThrow()
          }
        },
      ),
    )
  })
})

describe('error response', () => {
  it('[RFC 6749 §5.2] reads the example', () => {
    expect(parseErrorResponse(JSON.parse('{"error":"invalid_request"}'))).toEqual({ error: 'invalid_request' })
  })

  it('[RFC 6749 §5.2] reads description and URI', () => {
    expect(
      parseErrorResponse({ error: 'invalid_grant', error_description: 'Refresh token expired', error_uri: 'https://a.example/e' }),
    ).toEqual({
      error: 'invalid_grant',
      errorDescription: 'Refresh token expired',
      errorUri: 'https://a.example/e',
    })
    expect(parseErrorResponse({ error: 'invalid_grant', error_description: null, error_uri: 7 })).toEqual({ error: 'invalid_grant' })
  })

  it('[SoundCloud §5.1] is none where error is null, nor for an HTML page, nor for an array', () => {
    const soundCloud = { code: 401, message: '', link: '', status: '401 - Unauthorized', errors: [], error: null }
    for (const json of [soundCloud, '<html>', null, undefined, ['error'], { error: '' }, { error: { message: 'x' } }])
      expect(parseErrorResponse(json)).toBeUndefined()
  })
})
