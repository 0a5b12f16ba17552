import { soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { RateLimitRefusal } from './rate-limit-refusal.ts'
import { createRateLimiter } from './rate-limiter.ts'

const [byClient = expect.fail(), byIp = expect.fail()] = soundcloud.tokenRequest.clientCredentialsLimits
const start = Date.UTC(2026, 10, 21, 9, 49, 40) / 1000
const caller = { clientId: 'app', remoteAddress: '192.0.2.1' }

/** How many of `attempts` get through. */
function countAllowed(attempts: number, act: (index: number) => void): number {
  let allowed = 0
  for (let index = 0; index < attempts; index += 1) {
    try {
      act(index)
      allowed += 1
    } catch (error) {
      expect(error).toBeInstanceOf(RateLimitRefusal)
    }
  }
  return allowed
}

describe('a rate limiter', () => {
  it('[RFC 6585 §4] lets through as many as there is room for, and again when the window of the first request ends', () => {
    const limit = createRateLimiter('exchange', [byIp])

    expect(countAllowed(50, () => limit(caller, start))).toBe(30)
    expect(countAllowed(50, () => limit(caller, start + 3599))).toBe(0)
    expect(countAllowed(50, () => limit(caller, start + 3600))).toBe(30)
  })

  it('counts each client and each address for itself', () => {
    const limit = createRateLimiter('exchange', [byClient, byIp])
    const from = (clientId: string, remoteAddress: string | null) => () => limit({ clientId, remoteAddress }, start)

    expect(countAllowed(40, from('a', '192.0.2.1'))).toBe(30)
    expect(countAllowed(40, from('a', '192.0.2.2'))).toBe(20) // the client's fifty are used up
    expect(countAllowed(40, from('b', '192.0.2.1'))).toBe(0)
    expect(countAllowed(40, from('b', '192.0.2.2'))).toBe(10)
    expect(countAllowed(40, from('c', null))).toBe(30)
  })

  it('counts a request that one limit refuses against no other', () => {
    const limit = createRateLimiter('exchange', [byClient, { ...byIp, requests: 1 }])
    const elsewhere = (index: number) => limit({ clientId: 'app', remoteAddress: `2001:db8::${index}` }, start)

    expect(countAllowed(100, () => limit(caller, start))).toBe(1)
    expect(countAllowed(100, elsewhere)).toBe(49)
  })

  it('[RFC 6585 §4] says which limits were reached and when to come back', () => {
    const limit = createRateLimiter('client-credentials-exchange', [byClient, byIp])
    countAllowed(30, () => limit(caller, start))

    try {
      limit(caller, start + 600)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof RateLimitRefusal)) throw error
      expect(error).toMatchObject({ status: 429, headers: { 'Retry-After': '3000' } })
      expect(error.body).toEqual({
        errors: [
          {
            meta: {
              rate_limit: { bucket: 'by-ip', max_nr_of_requests: 30, time_window: 'PT1H', name: 'client-credentials-exchange' },
              remaining_requests: 0,
              reset_time: '2026/11/21 10:49:40 +0000',
            },
          },
        ],
      })
    }
  })

  it('forgets the oldest of many callers, never the one who is at the limit now', () => {
    const limit = createRateLimiter('exchange', [{ ...byIp, requests: 1 }])
    const from = (index: number) => () => limit({ clientId: 'app', remoteAddress: `address ${index}` }, start)

    for (let index = 0; index <= 10_000; index += 1) from(index)()

    expect(countAllowed(1, from(10_000))).toBe(0)
    expect(countAllowed(1, from(1))).toBe(0)
    expect(countAllowed(1, from(0))).toBe(1)
  })

  it('without limits lets everything through', () => {
    const limit = createRateLimiter('exchange', [])

    expect(countAllowed(1000, () => limit(caller, start))).toBe(1000)
  })
})
