import { describe, expect, it } from 'vitest'
import { markupToString } from '../markup.ts'
import { fill } from './fill.ts'
import { messagesFor } from './index.ts'

describe('messages', () => {
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
