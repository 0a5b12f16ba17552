import { describe, expect, it } from 'vitest'
import { parseJsonParameters } from './json-parameters.ts'
import { parseFormParameters } from './parameters.ts'
import { parseMultipartParameters } from './parse-multipart-parameters.ts'
import { authorizationCodeRequest, formatTokenRequest, refreshTokenRequest } from './token-request.ts'

describe('token request', () => {
  const codeRequest = authorizationCodeRequest({ code: 'SplxlOBeZQQYbYS6WxSbIA', redirectUri: 'https://client.example.com/cb' })

  it('[RFC 6749 §4.1.3] writes the example of a code exchange as a form', () => {
    expect(formatTokenRequest(codeRequest, 'form')).toEqual({
      body: 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb',
      contentType: 'application/x-www-form-urlencoded',
    })
  })

  it('[RFC 6749 §6] writes the example of a refresh, with the credentials of §2.3.1 in the body', () => {
    const entries = refreshTokenRequest({
      refreshToken: 'tGzv3JOkF0XG5Qx2TlKWIA',
      clientId: 's6BhdRkqt3',
      clientSecret: '7Fjfp0ZBr1KtDRbnfVdmIw',
    })
    expect(formatTokenRequest(entries, 'form').body).toBe(
      'grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&client_id=s6BhdRkqt3&client_secret=7Fjfp0ZBr1KtDRbnfVdmIw',
    )
    expect(formatTokenRequest(refreshTokenRequest({ refreshToken: 'a', scope: ['x', 'y'] }), 'form').body).toBe(
      'grant_type=refresh_token&refresh_token=a&scope=x+y',
    )
  })

  it('[RFC 7636 §4.5] carries the code verifier', () => {
    const entries = authorizationCodeRequest({ code: 'a', codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', clientId: 'c' })
    expect(formatTokenRequest(entries, 'form').body).toBe(
      'grant_type=authorization_code&code=a&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&client_id=c',
    )
  })

  it('[Audius, steps 4 and 6] writes the documented JSON bodies', () => {
    const exchange = authorizationCodeRequest({
      code: 'AUTH_CODE',
      codeVerifier: 'YOUR_CODE_VERIFIER',
      clientId: 'YOUR_API_KEY',
      redirectUri: 'https://mydemoapp.com/callback',
    })
    const { body, contentType } = formatTokenRequest(exchange, 'json')
    expect(contentType).toBe('application/json')
    expect(JSON.parse(body)).toEqual({
      grant_type: 'authorization_code',
      code: 'AUTH_CODE',
      code_verifier: 'YOUR_CODE_VERIFIER',
      client_id: 'YOUR_API_KEY',
      redirect_uri: 'https://mydemoapp.com/callback',
    })
    expect(JSON.parse(formatTokenRequest(refreshTokenRequest({ refreshToken: 'R', clientId: 'YOUR_API_KEY' }), 'json').body)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'R',
      client_id: 'YOUR_API_KEY',
    })
  })

  it('says the same in every encoding', () => {
    const entries = authorizationCodeRequest({ code: 'a+b&c=%20"\r\n', codeVerifier: 'ü 🎛', clientId: 'c', clientSecret: 's' })
    const expected = { ok: true, value: new Map(entries.filter(([, value]) => value !== undefined)) }
    const multipart = formatTokenRequest(entries, 'multipart', 'xYz')
    expect(parseFormParameters(formatTokenRequest(entries, 'form').body)).toEqual(expected)
    expect(parseJsonParameters(formatTokenRequest(entries, 'json').body)).toEqual(expected)
    expect(parseMultipartParameters(new TextEncoder().encode(multipart.body), multipart.contentType)).toEqual(expected)
  })
})
