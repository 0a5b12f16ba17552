import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createRandomPool } from './random-pool.ts'

it('hands out each byte of its source once, across draws', () => {
  const source: Uint8Array[] = []
  const random = createRandomPool((length) => {
    const drawn = new Uint8Array(randomBytes(length))
    source.push(drawn)
    return drawn
  })

  const drawn = Array.from({ length: 300 }, () => random(32))

  const all = Buffer.concat(source)
  const handedOut = Buffer.concat(drawn)
  expect(source).toHaveLength(3)
  expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(300)
  expect(handedOut.subarray(0, 4096)).toEqual(all.subarray(0, 4096))
})

it('keeps apart what it handed out: a later draw changes no earlier one', () => {
  const random = createRandomPool((length) => new Uint8Array(length).fill(7))
  const first = random(16)
  random(16).fill(1)
  expect(first).toEqual(new Uint8Array(16).fill(7))
})

it('draws anew when what is left is too short, and passes on what is larger than the pool', () => {
  const asked: number[] = []
  const random = createRandomPool((length) => {
    asked.push(length)
    return new Uint8Array(length)
  })
  random(4000)
  random(97)
  expect(random(5000)).toHaveLength(5000)
  expect(asked).toEqual([4096, 4096, 5000])
})
