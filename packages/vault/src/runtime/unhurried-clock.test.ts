import { describe, expect, it } from 'vitest'
import { MovedClock } from '../../../../tools/moved-clock.ts'
import { unhurriedClock } from './unhurried-clock.ts'

describe('unhurriedClock', () => {
  it('ends on time', async () => {
    const moved = new MovedClock()
    const rung: number[] = []
    const start = moved.now()
    unhurriedClock(moved).after(20_000, () => rung.push(moved.now() - start))
    unhurriedClock(moved).after(10, () => rung.push(moved.now() - start))
    await moved.advance(30)

    expect(rung).toEqual([expect.closeTo(0.01), expect.closeTo(20)])
  })

  it('lets a process that did not run read first what has come in', () => {
    const timers: (() => void)[] = []
    let isOver = false
    const after = (_: number, task: () => void): (() => void) => {
      timers.push(task)
      return () => undefined
    }
    unhurriedClock({ now: () => 0, after }).after(20_000, () => {
      isOver = true
    })
    timers.shift()?.()
    expect(isOver).toBe(false)
    timers.shift()?.()
    expect(isOver).toBe(true)
  })

  it('can be stopped at any time', async () => {
    const moved = new MovedClock()
    const rung: string[] = []
    const clock = unhurriedClock(moved)
    const stops = [clock.after(1000, () => rung.push('early')), clock.after(1000, () => rung.push('late'))]
    stops[0]?.()
    await moved.advance(0.96)
    stops[1]?.()
    await moved.advance(5)

    expect(rung).toEqual([])
  })
})
