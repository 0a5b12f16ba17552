import type { RateLimit } from '@stagedoor/platforms'
import type { EpochSeconds } from '../ports/records.ts'
import { createFixedWindow } from './fixed-window.ts'
import { RateLimitRefusal } from './rate-limit-refusal.ts'

/** Who is counted. */
export interface CountedCaller {
  readonly clientId: string
  /** `null`, where the runtime does not tell addresses, is one caller. */
  readonly remoteAddress: string | null
}

/** Counts a request against every limit. @throws RateLimitRefusal when one is reached; the request counts against none then. */
export type RateLimiter = (caller: CountedCaller, now: EpochSeconds) => void

/** Creates the counter of a platform's limits on one kind of request. @param name - What is limited, as the platform calls it. */
export function createRateLimiter(name: string, limits: readonly RateLimit[]): RateLimiter {
  const windows = limits.map(createFixedWindow)
  return ({ clientId, remoteAddress }, now) => {
    const nameOf = (limit: RateLimit): string => (limit.by === 'client' ? clientId : (remoteAddress ?? 'unknown'))
    // Nothing waits between looking and counting, so of requests at the same time exactly as many get through as there is room for.
    const reached = windows.map(({ limit, find }) => find(nameOf(limit), now)).filter((one) => one !== undefined)
    if (reached.length > 0) throw new RateLimitRefusal(name, reached, now)
    for (const { limit, count } of windows) count(nameOf(limit), now)
  }
}
