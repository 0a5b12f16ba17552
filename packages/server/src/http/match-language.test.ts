import { describe, expect, it } from 'vitest'
import { matchLanguage } from './match-language.ts'

describe('matchLanguage', () => {
  const available = ['en', 'de', 'pt-BR']
  it.each([
    ['de', 'de'],
    ['de-CH-1901', 'de'],
    ['PT-br', 'pt-BR'],
    ['fr, de;q=0.5, en;q=0.9', 'en'],
    ['fr;q=1, de;q=0.2', 'de'],
    ['de;q=0, *', 'en'],
    ['fr', 'en'],
    [',;q=,;;', 'en'],
    [undefined, 'en'],
  ])('[RFC 4647 §3.4] answers %j', (header, language) => {
    expect(matchLanguage(header, available)).toBe(language)
  })

  it('is English where nothing is said about languages', () => {
    expect(matchLanguage('de', [])).toBe('en')
  })

  it('does not take long over a hostile header', () => {
    expect(matchLanguage('a-'.repeat(100_000), available)).toBe('en')
  })
})
