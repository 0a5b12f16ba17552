import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startHousekeeping } from './housekeeping.ts'
import type { ServerEvent } from './ports/world.ts'

describe('housekeeping', () => {
  it('deletes in batches until one is not full, round after round, and stops when told', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let expired = 25
    const asked: [number, number][] = []
    const housekeeping = startHousekeeping({
      store: {
        deleteExpired: async (now, limit) => {
          asked.push([now, limit])
          const deleted = Math.min(limit, expired)
          expired -= deleted
          return deleted
        },
      },
      clock: () => 5_000,
      log: () => expect.fail('nothing went wrong'),
      intervalMs: 1_000,
      batchSize: 10,
    })

    await vi.advanceTimersByTimeAsync(1_100)
    expect({ expired, asked }).toEqual({
      expired: 0,
      asked: [
        [5, 10],
        [5, 10],
        [5, 10],
      ],
    })
    await vi.advanceTimersByTimeAsync(1_100)
    expect(asked).toHaveLength(4)

    await housekeeping.stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked).toHaveLength(4)
  })

  it('logs a failure and tries again', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const events: ServerEvent[] = []
    const cause = new Error('disk full')
    let tries = 0
    const housekeeping = startHousekeeping({
      store: { deleteExpired: () => (++tries === 1 ? Promise.reject(cause) : Promise.resolve(0)) },
      clock: () => 5_000,
      log: (event) => events.push(event),
      intervalMs: 1_000,
    })

    await vi.advanceTimersByTimeAsync(2_100)
    await housekeeping.stop()

    expect(tries).toBe(2)
    expect(events).toEqual([{ reason: 'housekeeping_failed', at: 5_000, cause }])
  })
})
