import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClientMetadata } from './client-metadata.ts'

/** RFC 7591 §3.1, whose members are those of §2. */
const RFC_REGISTRATION = {
  redirect_uris: ['https://client.example.org/callback', 'https://client.example.org/callback2'],
  client_name: 'My Example Client',
  'client_name#ja-Jpan-JP': '\u30AF\u30E9\u30A4\u30A2\u30F3\u30C8\u540D',
  token_endpoint_auth_method: 'client_secret_basic',
  logo_uri: 'https://client.example.org/logo.png',
  jwks_uri: 'https://client.example.org/my_public_keys.jwks',
  example_extension_parameter: 'example_value',
}

describe('client metadata', () => {
  it('[RFC 7591 §2] reads the example and ignores what it does not understand', () => {
    const { 'client_name#ja-Jpan-JP': _name, example_extension_parameter: _extension, ...understood } = RFC_REGISTRATION
    expect(parseClientMetadata(RFC_REGISTRATION)).toEqual({ ok: true, value: understood })
    expect(parseClientMetadata({})).toEqual({ ok: true, value: {} })
  })

  it('takes names in any script, joined letters and emoji among them', () => {
    for (const client_name of ['クライアント名', 'تطبيق الموسيقى', 'می\u200cخواهم', '👩\u200d🎤 Studio', "O'Hara & <Söhne>"]) {
      expect(parseClientMetadata({ client_name })).toEqual({ ok: true, value: { client_name } })
    }
  })

  it.each([
    [null, undefined],
    [[], undefined],
    ['client', undefined],
    [{ redirect_uris: 'https://a.example/' }, 'redirect_uris'],
    [{ redirect_uris: [7] }, 'redirect_uris'],
    [{ redirect_uris: Array.from({ length: 101 }, () => 'https://a.example/') }, 'redirect_uris'],
    [{ client_name: null }, 'client_name'],
    [{ client_name: 'a\0b' }, 'client_name'],
    [{ client_name: 'a\nb' }, 'client_name'],
    [{ client_name: '\u202eelgooG' }, 'client_name'],
    [{ client_name: 'a\u2066b' }, 'client_name'],
    [{ client_name: 'a\u2028b' }, 'client_name'],
    [{ client_name: '\ud83c' }, 'client_name'],
    [{ client_name: 'a'.repeat(2001) }, 'client_name'],
    [{ client_uri: 'javascript:alert(1)' }, 'client_uri'],
    [{ client_uri: 'https://' }, 'client_uri'],
    [{ logo_uri: 'data:image/svg+xml,x' }, 'logo_uri'],
    [{ application_type: 'desktop' }, 'application_type'],
    [{ grant_types: 'authorization_code' }, 'grant_types'],
    [{ scope: ['read'] }, 'scope'],
  ])('[RFC 7591 §3.2.2] refuses %j and names %s', (json, member) => {
    const result = parseClientMetadata(json)
    expect(result).toMatchObject({
      ok: false,
      problem: { code: member === undefined ? 'client_metadata_malformed' : 'client_metadata_member' },
    })
    expect(!result.ok && result.problem.parameter).toBe(member)
  })

  it('never throws, and passes on no member that it does not know', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom('client_name', 'redirect_uris', 'logo_uri', '__proto__', 'constructor', 'other'), fc.jsonValue()),
        (one, other) => {
          expect(() => parseClientMetadata(one)).not.toThrow()
          const result = parseClientMetadata(other)
          if (result.ok)
            expect(Object.keys(result.value).every((name) => ['client_name', 'redirect_uris', 'logo_uri'].includes(name))).toBe(true)
        },
      ),
    )
  })
})
