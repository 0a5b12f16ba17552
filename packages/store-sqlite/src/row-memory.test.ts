import { expect, it } from 'vitest'
import { RowMemory } from './row-memory.ts'

it('keeps what is asked for and drops what is not, within its limit', () => {
  const memory = new RowMemory<number>(() => 1, 100)
  memory.keep('asked for', 1)
  for (let other = 0; other < 1000; other += 1) {
    memory.keep(`other ${other}`, other)
    memory.find('asked for')
  }

  const kept = Array.from({ length: 1000 }, (_, other) => memory.find(`other ${other}`)).filter((value) => value !== undefined)
  expect(memory.find('asked for')).toBe(1)
  expect(kept.length).toBeLessThanOrEqual(100)
})

it('forgets everything when another process has written', () => {
  let changes = 1
  const memory = new RowMemory<string>(() => changes, 10)
  memory.keep('a', 'before')
  changes = 2
  expect(memory.find('a')).toBeUndefined()
})

it('forgets everything when it is cleared, the older half too', () => {
  const memory = new RowMemory<number>(() => 1, 4)
  for (const key of ['a', 'b', 'c']) memory.keep(key, 1)
  memory.clear()
  expect(['a', 'b', 'c'].map((key) => memory.find(key))).toEqual([undefined, undefined, undefined])
})
