import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDpopSigningInput, normaliseDpopUrl, parseDpopProof } from './dpop-proof.ts'
import { jwkThumbprint } from './jwk-thumbprint.ts'

/** The proof of RFC 9449 §4.1, figure 2. */
const EXAMPLE =
  'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMi' +
  'LCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiU' +
  'E9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4P' +
  'tFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg'

describe('a DPoP proof', () => {
  it('[RFC 9449 §4.1] is read: the example', () => {
    const result = parseDpopProof(EXAMPLE)

    expect(result).toMatchObject({
      ok: true,
      value: { claims: { jti: '-BwC3ESc6acc2lTc', htm: 'POST', htu: 'https://server.example.com/token', iat: 1562262616 } },
    })
    // RFC 9449 §6.1 prints the thumbprint of this key.
    expect(result.ok && jwkThumbprint(result.value.jwk)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
  })

  it('[RFC 9449 §4.2] is read as it was written', () => {
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
    } as const
    const claims = { jti: 'j', htm: 'GET', htu: 'https://a.example/é', iat: 1, ath: 'a', nonce: 'n' }

    expect(parseDpopProof(`${formatDpopSigningInput(jwk, claims)}.${'A'.repeat(86)}`)).toMatchObject({ ok: true, value: { jwk, claims } })
  })

  it('[RFC 9449 §4.3] never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => !parseDpopProof(text).ok))
    const parts = fc.constantFrom(...EXAMPLE.split('.'), '', 'e30', 'bnVsbA', 'W10')
    fc.assert(fc.property(fc.array(parts, { maxLength: 5 }), (some) => parseDpopProof(some.join('.')).ok === (some.join('.') === EXAMPLE)))
  })

  it.each([
    ['https://Server.Example:443/a/../token?x=1#y', 'https://server.example/token'],
    ['http://127.0.0.1:4700/a%2fb%7E', 'http://127.0.0.1:4700/a%2Fb~'],
    ['ftp://server.example/', undefined],
    ['https://me@server.example/', undefined],
    ['/token', undefined],
  ])('[RFC 9449 §4.3] names %s as %s', (url, named) => {
    expect(normaliseDpopUrl(url)).toBe(named)
  })
})
