import { describe, expect, it } from 'vitest'
import { backOffSeconds, pollDelayMs } from './back-off.ts'

const LEAST = 0
const MOST = 255

describe('backOffSeconds()', () => {
  it('doubles with each failure in a row, up to an hour', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000].map((failures) => backOffSeconds(failures, 256))

    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  })

  it('spreads those who failed at one moment over a quarter of it', () => {
    expect([backOffSeconds(8, LEAST), backOffSeconds(8, MOST)]).toEqual([2700, expect.closeTo(3596.5, 1)])
  })

  it('[RFC 9110 §10.2.3] is never less than what the platform asked for, up to a day, and spread behind it', () => {
    expect([backOffSeconds(1, LEAST, 300), backOffSeconds(1, MOST, 300)]).toEqual([300, expect.closeTo(374.7, 1)])
    expect(backOffSeconds(8, LEAST, 10)).toBe(2700)
    expect(backOffSeconds(1, LEAST, 31_536_000)).toBe(86_400)
  })
})

describe('pollDelayMs()', () => {
  it('looks soon at first, and about once a second from then on', () => {
    expect([pollDelayMs(0, LEAST), pollDelayMs(0, MOST)]).toEqual([30, expect.closeTo(49.9, 1)])
    expect([pollDelayMs(50, LEAST), pollDelayMs(50, MOST)]).toEqual([750, expect.closeTo(1248, 0)])
  })
})
