import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMultipartParameters } from './format-multipart-parameters.ts'
import { parseMultipartParameters } from './parse-multipart-parameters.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const contentType = 'multipart/form-data; boundary=xYz'
const field = (name: string, value: string): string => `--xYz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

const hostileText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'-\r\n";=:', '--xYz', '\r\n--'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
})
const values = hostileText.filter((text) => text !== '' && !text.includes('\0') && !text.includes('--xYz'))
// A name that holds one of the three escapes literally has no spelling of its own: browsers write it so, too.
const names = hostileText.filter(
  (text) => !text.includes('\0') && !/%(?:22|0D|0A)/i.test(text) && !text.includes('\\') && !/[^ -~\r\n]/.test(text),
)

describe('multipart parameters', () => {
  it('[RFC 7578 §4.2] reads the fields of a body', () => {
    const body = `${field('client_id', 'abc')}${field('code', 'x\r\ny')}--xYz--\r\n`
    expect(parseMultipartParameters(encode(body), contentType)).toEqual({
      ok: true,
      value: new Map([
        ['client_id', 'abc'],
        ['code', 'x\r\ny'],
      ]),
    })
  })

  it('reads back any parameters it wrote', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name, maxLength: 20 }), (entries) => {
        const body = formatMultipartParameters(entries, 'xYz')
        expect(parseMultipartParameters(encode(body), contentType)).toEqual({ ok: true, value: new Map(entries) })
      }),
    )
  })

  it('reads what FormData writes, and FormData reads what it writes', async () => {
    const form = new FormData()
    form.set('client_id', 'abc')
    form.set('na"me', 'zwei\r\nZeilen 🎛')
    const sent = new Response(form)
    const received = parseMultipartParameters(new Uint8Array(await sent.arrayBuffer()), sent.headers.get('content-type') ?? '')
    expect(received).toEqual({
      ok: true,
      value: new Map([
        ['client_id', 'abc'],
        ['na"me', 'zwei\r\nZeilen 🎛'],
      ]),
    })

    const written = formatMultipartParameters(
      [
        ['code', 'a\r\nb'],
        ['none', undefined],
        ['q"', 'ü'],
      ],
      'xYz',
    )
    const reread = await new Response(written, { headers: { 'content-type': contentType } }).formData()
    expect([...reread]).toEqual([
      ['code', 'a\r\nb'],
      ['q"', 'ü'],
    ])
  })

  it('[RFC 2046 §5.1.1] ignores a preamble, an epilogue, white space after a delimiter and further headers', () => {
    const body =
      'preamble\r\n--xYz \t\r\ncontent-disposition: form-data; name=code\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nabc\r\n--xYz--epilogue'
    expect(parseMultipartParameters(encode(body), contentType)).toEqual({ ok: true, value: new Map([['code', 'abc']]) })
  })

  it('[RFC 6749 §3.1] treats a field without a value as omitted and refuses a repeated one', () => {
    expect(parseMultipartParameters(encode(`${field('scope', '')}--xYz--`), contentType)).toEqual({ ok: true, value: new Map() })
    expect(parseMultipartParameters(encode(`${field('a', '1')}${field('a', '')}--xYz--`), contentType)).toMatchObject({
      problem: { code: 'parameter_duplicate' },
    })
  })

  it.each([
    ['another media type', 'application/json', `${field('a', 'b')}--xYz--`, 'multipart_boundary'],
    ['no boundary', 'multipart/form-data', `${field('a', 'b')}--xYz--`, 'multipart_boundary'],
    ['an empty boundary', 'multipart/form-data; boundary=""', '----', 'multipart_boundary'],
    ['a boundary of 71 characters', `multipart/form-data; boundary=${'x'.repeat(71)}`, '', 'multipart_boundary'],
    ['two boundaries', 'multipart/form-data; boundary=a; boundary=xYz', `${field('a', 'b')}--xYz--`, 'multipart_boundary'],
    ['no body', contentType, '', 'multipart_malformed'],
    ['another boundary in the body', 'multipart/form-data; boundary=other', `${field('a', 'b')}--xYz--`, 'multipart_malformed'],
    ['no closing delimiter', contentType, field('a', 'b'), 'multipart_malformed'],
    ['text right after a delimiter', contentType, `--xYzzz\r\n\r\nx\r\n--xYz--`, 'multipart_malformed'],
    ['a part without headers', contentType, '--xYz\r\nabc\r\n--xYz--', 'multipart_malformed'],
    ['a part without a disposition', contentType, '--xYz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xYz--', 'multipart_malformed'],
    ['a part without a name', contentType, '--xYz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xYz--', 'multipart_malformed'],
    ['another disposition', contentType, '--xYz\r\nContent-Disposition: attachment; name="a"\r\n\r\nx\r\n--xYz--', 'multipart_malformed'],
    ['a file', contentType, '--xYz\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nx\r\n--xYz--', 'multipart_file'],
    ['NUL', contentType, `${field('a', '\0')}--xYz--`, 'parameter_nul'],
    ['101 fields', contentType, `${Array.from({ length: 101 }, (_, index) => field(`p${index}`, 'x')).join('')}--xYz--`, 'parameter_count'],
  ])('refuses %s', (_, type, body, code) => {
    expect(parseMultipartParameters(encode(body), type)).toMatchObject({ ok: false, problem: { code } })
  })

  it('refuses bytes that are not UTF-8', () => {
    const body = Buffer.concat([encode(field('a', 'b')), Uint8Array.of(0xc3, 0x28), encode('--xYz--')])
    expect(parseMultipartParameters(body, contentType)).toMatchObject({ ok: false, problem: { code: 'parameter_encoding' } })
  })

  it.each([
    ['nothing', ''],
    ['71 characters', 'x'.repeat(71)],
    ['a line break', 'a\r\nb'],
    ['a quotation mark', 'a"b'],
  ])('throws for a boundary with %s', (_, boundary) => {
    expect(() => formatMultipartParameters([], boundary)).toThrow(TypeError)
  })

  it('throws rather than let a value end its own part', () => {
    expect(() => formatMultipartParameters([['a', 'x\r\n--xYz--']], 'xYz')).toThrow(TypeError)
  })

  it('answers a mebibyte within a moment and never throws', () => {
    const { user: before } = process.threadCpuUsage()
    for (const body of ['\r\n--xYz'.repeat(150_000), '--xYz\r\n'.repeat(150_000), '\r\n--xY'.repeat(170_000), '-'.repeat(2 ** 20)]) {
      expect(parseMultipartParameters(encode(body), contentType).ok).toBe(false)
    }
    expect(process.threadCpuUsage().user - before).toBeLessThan(1_000_000)
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\r\n', '--', 'xYz', ':', 'Content-Disposition: form-data; name=a', 'x', ' ') }),
        (body) => {
          expect(typeof parseMultipartParameters(encode(body), contentType).ok).toBe('boolean')
        },
      ),
    )
  })
})
