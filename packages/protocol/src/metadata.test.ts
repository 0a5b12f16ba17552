import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAuthorizationServerMetadata } from './metadata.ts'

/** RFC 8414 §3.2 */
const RFC_METADATA = {
  issuer: 'https://server.example.com',
  authorization_endpoint: 'https://server.example.com/authorize',
  token_endpoint: 'https://server.example.com/token',
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256'],
  userinfo_endpoint: 'https://server.example.com/userinfo',
  jwks_uri: 'https://server.example.com/jwks.json',
  registration_endpoint: 'https://server.example.com/register',
  scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
  response_types_supported: ['code', 'code token'],
  service_documentation: 'http://server.example.com/service_documentation.html',
  ui_locales_supported: ['en-US', 'en-GB', 'en-CA', 'fr-FR', 'fr-CA'],
}
const { issuer } = RFC_METADATA

describe('authorization server metadata', () => {
  it('[RFC 8414 §3.2] reads the example, and ignores members it does not know', () => {
    expect(parseAuthorizationServerMetadata(RFC_METADATA, issuer)).toEqual({ ok: true, value: RFC_METADATA })
    const extended = { ...RFC_METADATA, something_new: { a: 1 }, something_supported: 'yes' }
    expect(parseAuthorizationServerMetadata(extended, issuer)).toMatchObject({ ok: true })
  })

  it.each(['https://server.example.com/', 'https://Server.example.com', 'http://server.example.com', 'https://evil.example', ''])(
    '[RFC 8414 §3.3] refuses the document when %j was asked',
    (asked) => {
      expect(parseAuthorizationServerMetadata(RFC_METADATA, asked)).toMatchObject({ ok: false, problem: { code: 'metadata_issuer' } })
    },
  )

  it.each([
    [null, 'metadata_malformed'],
    [[], 'metadata_malformed'],
    ['<html>', 'metadata_malformed'],
    [{}, 'metadata_issuer'],
    [{ issuer }, 'metadata_member'],
    [{ ...RFC_METADATA, token_endpoint: 'javascript:alert(1)' }, 'metadata_member'],
    [{ ...RFC_METADATA, token_endpoint: '/token' }, 'metadata_member'],
    [{ ...RFC_METADATA, token_endpoint: null }, 'metadata_member'],
    [{ ...RFC_METADATA, jwks_uri: 'https://' }, 'metadata_member'],
    [{ ...RFC_METADATA, scopes_supported: 'openid profile' }, 'metadata_member'],
    [{ ...RFC_METADATA, scopes_supported: [1] }, 'metadata_member'],
    [{ ...RFC_METADATA, response_types_supported: {} }, 'metadata_member'],
    [{ ...RFC_METADATA, code_challenge_methods_supported: 'S256' }, 'metadata_member'],
    [{ ...RFC_METADATA, authorization_response_iss_parameter_supported: 'true' }, 'metadata_member'],
  ])('[RFC 8414 §2] refuses %j: %s', (json, code) => {
    expect(parseAuthorizationServerMetadata(json, issuer)).toMatchObject({ ok: false, problem: { code } })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (json, value) => {
        expect(() => parseAuthorizationServerMetadata(json, issuer)).not.toThrow()
        for (const name of Object.keys(RFC_METADATA))
          expect(() => parseAuthorizationServerMetadata({ ...RFC_METADATA, [name]: value }, issuer)).not.toThrow()
      }),
    )
  })
})
