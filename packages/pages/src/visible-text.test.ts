import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markupToString } from './markup.ts'
import { plainVisibleText, visibleText, visibleValue } from './visible-text.ts'

const shown = (text: string) => markupToString(visibleText(text))
const box = (name: string) => `<span class="invisible">${name}</span>`

describe('text of others', () => {
  it('shows a bidi override as its code point, so that a name cannot turn the sentence around', () => {
    expect(shown('exe\u202Egnp')).toBe(`<bdi>exe${box('U+202E')}gnp</bdi>`)
  })

  it.each([
    ['NUL', '\0', 'U+0000'],
    ['line feed', '\n', 'U+000A'],
    ['zero width space', '\u200B', 'U+200B'],
    ['right-to-left mark', '\u200F', 'U+200F'],
    ['isolate', '\u2067', 'U+2067'],
    ['Hangul filler', '\u3164', 'U+3164'],
    ['tag', '\u{E0041}', 'U+E0041'],
    ['lone surrogate', '\uD800', 'U+D800'],
    ['joiner between Latin letters', '\u200D', 'U+200D'],
  ])('shows %s as its code point', (_, character, name) => {
    expect(shown(`a${character}b`)).toBe(`<bdi>a${box(name)}b</bdi>`)
  })

  it.each(['👩\u200D🎤', 'می\u200Cخواهم', '❤\uFE0F'])('leaves %s as it is: joiners belong to it', (text) => {
    expect(shown(text)).toBe(`<bdi>${text}</bdi>`)
  })

  it('escapes markup', () => {
    expect(shown(`<img src=x onerror="a('b')">&`)).toBe('<bdi>&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;</bdi>')
  })

  it('shows joiners, too, in a value that is compared', () => {
    expect(markupToString(visibleValue('é\u200Db'))).toBe(`é${box('U+200D')}b`)
  })

  it('drops nothing and leaves no control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainVisibleText(text)
        expect(plain).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u)
        const restored = plain.replace(/\[U\+([0-9A-F]{4,6})\]/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
        expect(restored).toBe(text)
      }),
    )
  })
})
