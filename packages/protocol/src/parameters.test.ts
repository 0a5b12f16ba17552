import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8, formatParameters, parseFormParameters, parseQueryParameters } from './parameters.ts'

/** Any text that has a UTF-8 form, with the characters that break parsers over-represented. */
const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'&=+%;#?"\\/ \r\n\t', '\u202e', '\ufeff', '🎛'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})
const names = fc
  .oneof(hostileText, fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'code'))
  .filter((text) => !text.includes('\0'))
const values = hostileText.filter((text) => text !== '' && !text.includes('\0'))
const entries = fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name, maxLength: 20 })

/** RFC 6749 §4.1.1, §4.1.3 and §6, as printed. */
const RFC_AUTHORIZATION_REQUEST = 'response_type=code&client_id=s6BhdRkqt3&state=xyz&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb'
const RFC_TOKEN_REQUEST = 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fclient%2Eexample%2Ecom%2Fcb'
const RFC_REFRESH_REQUEST =
  'grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&client_id=s6BhdRkqt3&client_secret=7Fjfp0ZBr1KtDRbnfVdmIw'

describe('form-encoded parameters', () => {
  it('[RFC 6749 §4.1.1] reads the example authorization request', () => {
    expect(parseQueryParameters(RFC_AUTHORIZATION_REQUEST)).toEqual({
      ok: true,
      value: new Map([
        ['response_type', 'code'],
        ['client_id', 's6BhdRkqt3'],
        ['state', 'xyz'],
        ['redirect_uri', 'https://client.example.com/cb'],
      ]),
    })
  })

  it('[RFC 6749 §4.1.3, §6] reads the example token requests', () => {
    expect(parseFormParameters(RFC_TOKEN_REQUEST)).toMatchObject({ ok: true, value: new Map(new URLSearchParams(RFC_TOKEN_REQUEST)) })
    expect(parseFormParameters(RFC_REFRESH_REQUEST)).toMatchObject({ ok: true, value: new Map(new URLSearchParams(RFC_REFRESH_REQUEST)) })
  })

  it('[RFC 6749 appendix B] writes and reads the example with a space, the special characters, £ and €', () => {
    expect(formatParameters([['k', ' %&+£€']])).toBe('k=+%25%26%2B%C2%A3%E2%82%AC')
    expect(parseFormParameters('k=+%25%26%2B%C2%A3%E2%82%AC')).toEqual({ ok: true, value: new Map([['k', ' %&+£€']]) })
  })

  it('reads back any parameters it wrote', () => {
    fc.assert(
      fc.property(entries, (written) => {
        expect(parseFormParameters(formatParameters(written))).toEqual({ ok: true, value: new Map(written) })
      }),
    )
  })

  it('writes what URLSearchParams writes', () => {
    fc.assert(
      fc.property(entries, (written) => {
        expect(formatParameters(written)).toBe(new URLSearchParams(written.map(([name, value]) => [name, value])).toString())
      }),
    )
  })

  it('reads what URLSearchParams reads, wherever it reads anything without repair', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=&+%20Cc3Aa9') }), (text) => {
        const result = parseFormParameters(text)
        if (result.ok) expect(result.value).toEqual(new Map([...new URLSearchParams(text)].filter(([, value]) => value !== '')))
      }),
    )
  })

  it('skips parameters that are undefined and keeps the order of the others', () => {
    expect(
      formatParameters([
        ['b', '1'],
        ['none', undefined],
        ['a', '2'],
      ]),
    ).toBe('b=1&a=2')
    expect(formatParameters([])).toBe('')
    expect(formatParameters([['none', undefined]])).toBe('')
  })

  it('throws URIError rather than write half of a surrogate pair', () => {
    expect(() => formatParameters([['state', '\ud83c']])).toThrow(URIError)
  })

  it('[RFC 6749 §3.1] treats a parameter without a value as omitted', () => {
    expect(parseQueryParameters('scope=&state&code=x')).toEqual({ ok: true, value: new Map([['code', 'x']]) })
    expect(parseQueryParameters('')).toEqual({ ok: true, value: new Map() })
    expect(parseQueryParameters('&&code=x&')).toEqual({ ok: true, value: new Map([['code', 'x']]) })
  })

  it.each(['a=1&a=2', 'a=1&a=1', 'a=1&a=', 'a=&a=1', 'a&a', 'a=1&%61=2', '__proto__=1&__proto__=2'])(
    '[RFC 6749 §3.1] refuses the repetition in %s',
    (text) => {
      expect(parseQueryParameters(text)).toMatchObject({
        ok: false,
        problem: { code: 'parameter_duplicate', parameter: expect.any(String) },
      })
    },
  )

  it.each([
    ['a stray percent sign', 'a=%'],
    ['no hexadecimal digits', 'a=%ZZ'],
    ['half a byte', 'a=%4'],
    ['half a character', 'a=%C3%28'],
    ['a lone continuation byte', 'a=%80'],
    ['an overlong slash', 'a=%C0%AF'],
    ['a surrogate', 'a=%ED%A0%80'],
    ['a code point past the last', 'a=%F4%90%80%80'],
    ['a bad name', '%ZZ=a'],
    ['unencoded letters outside ASCII', 'a=é'],
    ['half of a surrogate pair', 'a=\ud83c'],
  ])('[RFC 6749 appendix B] refuses %s instead of replacing it', (_, text) => {
    expect(parseFormParameters(text)).toMatchObject({ ok: false, problem: { code: 'parameter_encoding' } })
  })

  it.each(['a=%00', 'a=b%00c', '%00=a', 'a=\0'])('refuses NUL in %j: databases and C libraries end there', (text) => {
    expect(parseFormParameters(text)).toMatchObject({ ok: false, problem: { code: 'parameter_nul' } })
  })

  it('keeps names of Object.prototype as plain names', () => {
    const result = parseQueryParameters('__proto__=evil&constructor=x')
    expect(result).toEqual({
      ok: true,
      value: new Map([
        ['__proto__', 'evil'],
        ['constructor', 'x'],
      ]),
    })
    expect(Object.hasOwn(Object.prototype, 'evil')).toBe(false)
  })

  it('takes as many and as long parameters as the limits say, and not one more', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, index) => `p${index}=1`).join('&')
    expect(parseFormParameters(many(100))).toMatchObject({ ok: true })
    expect(parseFormParameters(many(101))).toMatchObject({ ok: false, problem: { code: 'parameter_count' } })
    expect(parseFormParameters(many(3), { maxCount: 2 })).toMatchObject({ ok: false, problem: { code: 'parameter_count' } })
    expect(parseFormParameters(`a=${'x'.repeat(8192)}`)).toMatchObject({ ok: true })
    expect(parseFormParameters(`a=${'x'.repeat(8193)}`)).toMatchObject({
      ok: false,
      problem: { code: 'parameter_value_length', parameter: 'a' },
    })
    expect(parseFormParameters(`a=${'%20'.repeat(8192)}`)).toMatchObject({ ok: true })
    expect(parseFormParameters(`${'n'.repeat(257)}=1`)).toMatchObject({ ok: false, problem: { code: 'parameter_name_length' } })
  })

  it('counts empty parameters, too', () => {
    expect(parseFormParameters(Array.from({ length: 101 }, (_, index) => `p${index}`).join('&'))).toMatchObject({
      ok: false,
      problem: { code: 'parameter_count' },
    })
  })

  it('never repeats a value, nor an overlong name, in a problem', () => {
    const secret = 'tGzv3JOkF0XG5Qx2TlKWIA'
    for (const text of [
      `a=${secret}&a=${secret}`,
      `a=${secret}%00`,
      `a=${secret.repeat(500)}`,
      `a=${secret}%ZZ`,
      `${secret.repeat(20)}=1`,
    ]) {
      const result = parseFormParameters(text)
      expect(result.ok).toBe(false)
      expect(JSON.stringify(result)).not.toContain(secret)
    }
  })

  it.each([
    ['ten thousand parameters', 'a=1&'.repeat(10_000)],
    ['a mebibyte of ampersands', '&'.repeat(2 ** 20)],
    ['a mebibyte of equals signs', '='.repeat(2 ** 20)],
    ['a mebibyte of percent signs', `a=${'%'.repeat(2 ** 20)}`],
    ['a mebibyte of encoded spaces', `a=${'%20'.repeat(350_000)}`],
    ['a mebibyte of plus signs', `a=${'+'.repeat(2 ** 20)}`],
    ['a mebibyte of one name', 'a'.repeat(2 ** 20)],
  ])('answers %s within a moment', (_, text) => {
    const { user: before } = process.threadCpuUsage()
    parseFormParameters(text)
    expect(process.threadCpuUsage().user - before).toBeLessThan(500_000)
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a=&%+\0é\ud800', 'ZZ') }), (one, other) => {
        for (const text of [one, other]) expect(typeof parseFormParameters(text).ok).toBe('boolean')
      }),
    )
  })
})

describe('decodeUtf8', () => {
  it('reads back any text, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeUtf8(new TextEncoder().encode(text))).toBe(text)
      }),
    )
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa')
  })

  it.each([[[0xc3, 0x28]], [[0x80]], [[0xc0, 0xaf]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xe2, 0x82]]])(
    '[RFC 3629 §3] refuses %j',
    (bytes) => {
      expect(decodeUtf8(Uint8Array.from(bytes))).toBeUndefined()
      // A decoder that has failed must not spoil the next text.
      expect(decodeUtf8(Uint8Array.of(0x61))).toBe('a')
    },
  )
})
