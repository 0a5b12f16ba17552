import { expect, it } from 'vitest'
import { waitTime } from './wait-time.ts'

it.each([
  ['en', 30, 'in 30 seconds'],
  ['de', 61, 'in 61 Sekunden'],
  ['en', 121, 'in 3 minutes'],
  ['ja', 900, '15 分後'],
])('says in %s how long %i seconds are: %s', (language, seconds, words) => {
  expect(waitTime(language, seconds)).toBe(words)
})
