import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findClientCredentials, formatBasicCredentials, parseBasicCredentials } from './client-authentication.ts'

const anyText = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0'))
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** RFC 6749 §2.3.1 */
const RFC_EXAMPLE = {
  header: 'Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3',
  clientId: 's6BhdRkqt3',
  clientSecret: '7Fjfp0ZBr1KtDRbnfVdmIw',
}

describe('Basic credentials', () => {
  it('[RFC 6749 §2.3.1] writes and reads the example', () => {
    expect(formatBasicCredentials(RFC_EXAMPLE.clientId, RFC_EXAMPLE.clientSecret)).toBe(RFC_EXAMPLE.header)
    expect(parseBasicCredentials(RFC_EXAMPLE.header)).toEqual({ clientId: RFC_EXAMPLE.clientId, clientSecret: RFC_EXAMPLE.clientSecret })
  })

  it('[RFC 6749 §2.3.1] reads back any id and secret, colons and all of Unicode included', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.constantFrom(':', 'a:b', '%', '+', ' ', 'ü:🎛')).filter(Boolean),
        anyText,
        (clientId, clientSecret) => {
          const header = formatBasicCredentials(clientId, clientSecret)
          expect(header).toMatch(/^Basic [A-Za-z0-9+/]+=*$/)
          expect(parseBasicCredentials(header)).toEqual({ clientId, clientSecret })
        },
      ),
    )
  })

  it('[RFC 9110 §11.1] takes the scheme in any letter case, and base64 without padding', () => {
    expect(parseBasicCredentials(`bASIC  ${base64('a:bc').replaceAll('=', '')}`)).toEqual({ clientId: 'a', clientSecret: 'bc' })
  })

  it.each([
    ['another scheme', 'Bearer abc'],
    ['nothing after the scheme', 'Basic '],
    ['no space', `Basic${base64('a:b')}`],
    ['base64url', 'Basic -_-_'],
    ['a lone character', 'Basic A'],
    ['two credentials', `Basic ${base64('a:b')}, Basic ${base64('a:b')}`],
    ['no colon', `Basic ${base64('ab')}`],
    ['no client id', `Basic ${base64(':b')}`],
    ['a bad percent sign', `Basic ${base64('a:%ZZ')}`],
    ['encoded bytes that are not UTF-8', `Basic ${base64('a:%C3%28')}`],
    ['bytes that are not ASCII', `Basic ${base64('a:ü')}`],
    ['NUL', `Basic ${base64('a:b\0')}`],
    ['encoded NUL', `Basic ${base64('a%00:b')}`],
  ])('refuses %s', (_, header) => {
    expect(parseBasicCredentials(header)).toBeUndefined()
  })

  it('never throws, and answers 64 KiB within a moment', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'Basic +/=:-\0é') }), (text) => {
        for (const header of [text, `Basic ${text}`]) expect(() => parseBasicCredentials(header)).not.toThrow()
      }),
    )
    const { user: before } = process.threadCpuUsage()
    for (const piece of [' ', 'A', '=']) parseBasicCredentials(`Basic ${piece.repeat(2 ** 16)}!`)
    expect(process.threadCpuUsage().user - before).toBeLessThan(500_000)
  })
})

describe('how a client introduces itself', () => {
  const find = (header: string | undefined, body: Readonly<Record<string, string>>) =>
    findClientCredentials(header, new Map(Object.entries(body)))
  const { clientId, clientSecret, header } = RFC_EXAMPLE

  it('[RFC 6749 §2.3.1] finds Basic in the header, with or without the same client_id in the body', () => {
    const value = { method: 'client_secret_basic', clientId, clientSecret }
    expect(find(header, {})).toEqual({ ok: true, value })
    expect(find(header, { client_id: clientId })).toEqual({ ok: true, value })
  })

  it('[RFC 6749 §2.3.1] finds the secret in the body', () => {
    expect(find(undefined, { client_id: clientId, client_secret: clientSecret })).toEqual({
      ok: true,
      value: { method: 'client_secret_post', clientId, clientSecret },
    })
  })

  it('[RFC 6749 §3.2.1] finds a public client, and one that the code must name', () => {
    expect(find(undefined, { client_id: clientId })).toEqual({ ok: true, value: { method: 'none', clientId, clientSecret: undefined } })
    expect(find(undefined, {})).toEqual({ ok: true, value: { method: 'none', clientId: undefined, clientSecret: undefined } })
  })

  it.each([
    ['header and body at once', header, { client_id: clientId, client_secret: clientSecret }, 'multiple'],
    ['header and another secret', header, { client_secret: 'x' }, 'multiple'],
    ['two client ids', header, { client_id: 'other' }, 'mismatch'],
    ['a secret of nobody', undefined, { client_secret: clientSecret }, 'incomplete'],
    ['another scheme', 'Bearer abc', { client_id: clientId }, 'scheme'],
    ['an empty header', '', { client_id: clientId }, 'scheme'],
    ['a malformed header', 'Basic ???', { client_id: clientId }, 'malformed'],
    ['only the scheme', 'Basic', {}, 'malformed'],
  ])('[RFC 6749 §2.3] refuses %s and does not repeat the secret', (_, authorization, body, what) => {
    const result = find(authorization, body)
    expect(result).toMatchObject({ ok: false, problem: { code: `client_authentication_${what}` } })
    expect(JSON.stringify(result)).not.toContain(clientSecret)
  })
})
