import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJsonParameters } from './json-parameters.ts'
import { formatTokenRequest } from './token-request.ts'

const texts = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.isWellFormed() && !text.includes('\0'))
// @NOTE Once V8 (Node 24.21) has read a member named `\`, its JSON.parse may read one named `"` as `\`, too. No parameter has such a name.
const names = fc.oneof(texts, fc.constantFrom('__proto__', 'constructor', '1', 'é')).filter((name) => !/["\\]/.test(name))

describe('JSON parameters', () => {
  it('[Audius, step 4] reads the documented code exchange', () => {
    const body = `{
      "grant_type": "authorization_code",
      "code": "AUTH_CODE",
      "code_verifier": "YOUR_CODE_VERIFIER",
      "client_id": "YOUR_API_KEY",
      "redirect_uri": "https://mydemoapp.com/callback"
    }`
    const result = parseJsonParameters(body)
    expect(result).toMatchObject({ ok: true })
    expect(result.ok && result.value.get('redirect_uri')).toBe('https://mydemoapp.com/callback')
    expect(result.ok && result.value.size).toBe(5)
  })

  it('reads back any parameters that a token request writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(names, texts), { selector: ([name]) => name, maxLength: 20 }), (entries) => {
        expect(parseJsonParameters(formatTokenRequest(entries, 'json').body)).toEqual({ ok: true, value: new Map(entries) })
      }),
    )
  })

  it('[RFC 6749 §3.1] treats a parameter without a value as omitted', () => {
    expect(parseJsonParameters('{"scope":"","code":"x"}')).toEqual({ ok: true, value: new Map([['code', 'x']]) })
    expect(parseJsonParameters('{}')).toEqual({ ok: true, value: new Map() })
  })

  it.each([
    '{"a":"1","a":"2"}',
    '{"a":"1","a":"1"}',
    '{"a":"1","\\u0061":"2"}',
    '{"a":1,"a":"2"}',
    '{"a":{"b":"c"},"a":"2"}',
    '{"a":"","a":"2"}',
    '{"__proto__":"1","__proto__":"2"}',
  ])('[RFC 6749 §3.1] refuses the repetition in %s, which JSON.parse would hide', (body) => {
    expect(parseJsonParameters(body)).toMatchObject({ ok: false, problem: { code: 'parameter_duplicate' } })
  })

  it('is not misled about repetitions by quotes and backslashes inside texts', () => {
    expect(parseJsonParameters(String.raw`{"a\"":"\"b\\","c":"\\\""}`)).toEqual({
      ok: true,
      value: new Map([
        ['a"', '"b\\'],
        ['c', '\\"'],
      ]),
    })
  })

  it.each(['{"a":1}', '{"a":null}', '{"a":true}', '{"a":["b"]}', '{"a":{"b":"c"}}'])('refuses %s: a parameter is a text', (body) => {
    expect(parseJsonParameters(body)).toMatchObject({ ok: false, problem: { code: 'parameter_type', parameter: 'a' } })
  })

  it.each([
    '',
    'null',
    '[]',
    '"code"',
    '7',
    '{',
    '{"a":"b"',
    "{'a':'b'}",
    'a=b',
    '<html></html>',
    '{"a":"b"}{}',
    '\ufeff{}',
    '['.repeat(100_000),
  ])('refuses what is no JSON object (%#)', (body) => {
    expect(parseJsonParameters(body)).toMatchObject({ ok: false, problem: { code: 'json_malformed' } })
  })

  it.each([
    ['NUL in a value', '{"a":"\\u0000"}', 'parameter_nul'],
    ['NUL in a name', '{"\\u0000":"a"}', 'parameter_nul'],
    ['half of a surrogate pair', '{"a":"\\ud83c"}', 'parameter_encoding'],
    ['a value of more than 8192 characters', JSON.stringify({ a: 'x'.repeat(8193) }), 'parameter_value_length'],
    [
      'more than 100 members',
      JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, 'x']))),
      'parameter_count',
    ],
  ])('refuses %s', (_, body, code) => {
    expect(parseJsonParameters(body)).toMatchObject({ ok: false, problem: { code } })
  })

  it('keeps __proto__ as a plain name', () => {
    expect(parseJsonParameters('{"__proto__":"evil"}')).toEqual({ ok: true, value: new Map([['__proto__', 'evil']]) })
  })

  it('answers a mebibyte within a moment and never throws', () => {
    const { user: before } = process.threadCpuUsage()
    for (const body of [`{"a":"${'\\\\'.repeat(500_000)}"}`, `{${'"a":"1",'.repeat(100_000)}"a":"1"}`, '{"a":'.repeat(200_000)]) {
      expect(parseJsonParameters(body).ok).toBe(false)
    }
    expect(process.threadCpuUsage().user - before).toBeLessThan(1_000_000)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\a1') }), (body) => {
        expect(typeof parseJsonParameters(body).ok).toBe('boolean')
      }),
    )
  })
})
