import { expect, it } from 'vitest'
import { withoutParameter } from './without-parameter.ts'

it.each([
  ['a=1&bearer_token=x&b=2', 'a=1&b=2'],
  ['bearer_token=x', ''],
  ['bearer_token', ''],
  ['bearer%5Ftoken=x&a=1', 'a=1'],
  ['my_bearer_token=x', 'my_bearer_token=x'],
  ['%zz=1&bearer_token=x', '%zz=1'],
])('a parameter is taken out of the query %s, whatever else is in it', (query, rest) => {
  expect(withoutParameter(query, 'bearer_token')).toBe(rest)
})
