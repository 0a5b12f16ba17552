import { describe, expect, it } from 'vitest'
import { findButtonWords } from './button-words.ts'

describe('what the button says', () => {
  it.each(['en', 'de', 'fr', 'es', 'ja'])(
    '[row: button/languages] speaks %s, with a place for the name, and has a sentence for each note',
    (tag) => {
      const words = findButtonWords(`${tag}-XX`)

      expect(words.lang).toBe(`${tag}-XX`)
      expect(words.login).toContain('$')
      expect(new Set([words.login, words.blocked, words.again]).size).toBe(3)
    },
  )

  it('speaks English where it does not know the language, and says so to a screen reader', () => {
    expect(findButtonWords('sv')).toEqual({ ...findButtonWords('en'), lang: 'en' })
    expect(findButtonWords('')).toEqual(findButtonWords('en'))
  })
})
