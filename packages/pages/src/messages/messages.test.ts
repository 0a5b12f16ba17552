import { describe, expect, it } from 'vitest'
import { markupToString } from '../markup.ts'
import { fill } from './fill.ts'
import { catalogues, messagesFor } from './index.ts'

/** Every message as `path: words it fills in`. */
function placeholders(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) => {
    if (key === 'errors') return []
    if (typeof value !== 'string') return placeholders(value, `${path}${key}.`)
    const names = Array.from(value.matchAll(/\{\w+\}/g), ([name]) => name)
    return [`${path}${key}: ${names.sort().join(' ')}`]
  })
}

describe('messages', () => {
  it.each(catalogues)('fill in the same words in $language as in English', (messages) => {
    expect(placeholders(messages)).toEqual(placeholders(catalogues[0]))
  })

  it.each([
    ['en', 'en'],
    ['de', 'de'],
    ['de-CH', 'de'],
    ['DE-at-1901', 'de'],
    ['den', 'en'],
    ['fr-CA', 'fr'],
    ['es', 'es'],
    ['ja-JP', 'ja'],
    ['pl', 'en'],
    ['', 'en'],
  ])('for %j are those of %j', (language, expected) => {
    expect(messagesFor(language).language).toBe(expected)
  })

  it('escape what is filled in, and do not read it as a message', () => {
    expect(markupToString(fill('{app} & {platform}', { app: '<b>{platform}', platform: '$&' }))).toBe('&lt;b&gt;{platform} &amp; $&amp;')
  })
})
