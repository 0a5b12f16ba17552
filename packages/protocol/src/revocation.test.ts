import { describe, expect, it } from 'vitest'
import { parseFormParameters } from './parameters.ts'
import { parseRevocationRequest, revocationRequest } from './revocation.ts'
import { formatTokenRequest } from './token-request.ts'

describe('revocation request', () => {
  it('[RFC 7009 §2.1] reads and writes the example', () => {
    const body = 'token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token'
    const parameters = parseFormParameters(body)
    if (!parameters.ok) throw new Error(parameters.problem.message)
    expect(parseRevocationRequest(parameters.value)).toEqual({
      ok: true,
      value: { token: '45ghiukldjahdnhzdauz', tokenTypeHint: 'refresh_token' },
    })
    expect(formatTokenRequest(revocationRequest({ token: '45ghiukldjahdnhzdauz', tokenTypeHint: 'refresh_token' }), 'form').body).toBe(body)
  })

  it('[Audius, step 7] writes the documented body', () => {
    expect(
      JSON.parse(formatTokenRequest(revocationRequest({ token: 'YOUR_REFRESH_TOKEN', clientId: 'YOUR_API_KEY' }), 'json').body),
    ).toEqual({ token: 'YOUR_REFRESH_TOKEN', client_id: 'YOUR_API_KEY' })
  })

  it('[RFC 7009 §2.1] needs a token and no hint', () => {
    expect(parseRevocationRequest(new Map([['token', 'a']]))).toEqual({ ok: true, value: { token: 'a' } })
    expect(parseRevocationRequest(new Map([['token_type_hint', 'access_token']]))).toMatchObject({
      ok: false,
      problem: { code: 'token_missing', parameter: 'token' },
    })
  })

  it('reads the token under the name that a platform gives it, and under no other', () => {
    expect(parseRevocationRequest(new Map([['access_token', 'a']]), 'access_token')).toEqual({ ok: true, value: { token: 'a' } })
    expect(parseRevocationRequest(new Map([['token', 'a']]), 'access_token')).toMatchObject({
      ok: false,
      problem: { code: 'token_missing', parameter: 'access_token' },
    })
  })
})
