import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIntrospectionRequest, parseIntrospectionResponse } from './introspection.ts'

/** RFC 7662 §2.2, with its extension member. */
const RFC_RESPONSE = {
  active: true,
  client_id: 'l238j323ds-23ij4',
  username: 'jdoe',
  scope: 'read write dolphin',
  sub: 'Z5O3upPC88QrAjx00dis',
  aud: 'https://protected.example.net/resource',
  iss: 'https://server.example.com/',
  exp: 1419356238,
  iat: 1419350238,
  extension_field: 'twenty-seven',
}

describe('introspection', () => {
  it('[RFC 7662 §2.1] reads a request', () => {
    expect(
      parseIntrospectionRequest(
        new Map([
          ['token', '2YotnFZFEjr1zCsicMWpAA'],
          ['token_type_hint', 'access_token'],
        ]),
      ),
    ).toEqual({
      ok: true,
      value: { token: '2YotnFZFEjr1zCsicMWpAA', tokenTypeHint: 'access_token' },
    })
    expect(parseIntrospectionRequest(new Map())).toMatchObject({ ok: false, problem: { code: 'token_missing' } })
  })

  it('[RFC 7662 §2.2] reads the examples of an active and an inactive token', () => {
    expect(parseIntrospectionResponse(RFC_RESPONSE)).toEqual({ ok: true, value: RFC_RESPONSE })
    expect(parseIntrospectionResponse({ active: false })).toEqual({ ok: true, value: { active: false } })
    expect(parseIntrospectionResponse({ active: true, aud: ['a', 'b'] })).toMatchObject({ ok: true })
  })

  it.each([
    null,
    [],
    'active',
    {},
    { active: 'false' },
    { active: 1 },
    { ...RFC_RESPONSE, exp: '1419356238' },
    { ...RFC_RESPONSE, scope: ['read'] },
    { ...RFC_RESPONSE, sub: null },
    { ...RFC_RESPONSE, aud: [1] },
  ])('[RFC 7662 §2.2] refuses %j rather than guess whether the token is active', (json) => {
    expect(parseIntrospectionResponse(json)).toMatchObject({ ok: false, problem: { code: 'introspection_response_malformed' } })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => parseIntrospectionResponse(json)).not.toThrow()
      }),
    )
  })
})
