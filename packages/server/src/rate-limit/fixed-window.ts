import type { RateLimit } from '@stagedoor/platforms'
import type { EpochSeconds } from '../ports/records.ts'

/** A limit that is reached, and when there is room again. */
export interface ReachedLimit {
  readonly limit: RateLimit
  readonly resetsAt: EpochSeconds
}

/** Counts requests of a caller against one limit. */
export interface FixedWindow {
  readonly limit: RateLimit
  /** Whether the caller has none left; counts nothing. */
  find(caller: string, now: EpochSeconds): ReachedLimit | undefined
  /** Counts one. */
  count(caller: string, now: EpochSeconds): void
}

interface Window {
  readonly endsAt: EpochSeconds
  used: number
}

/** Bounds the memory (about a megabyte) against callers with many addresses; the oldest windows are forgotten then. */
const REMEMBERED_CALLERS = 10_000

/**
 * Counts in fixed windows: a caller's first request opens one, and the first after its end the next.
 *
 * In memory of this process: a restart forgets, and several processes count each for itself. That is enough to make a client meet the limit and
 * to slow down a mistaken loop; against somebody who means it, count in front of the processes as well.
 */
export function createFixedWindow(limit: RateLimit): FixedWindow {
  const windows = new Map<string, Window>()
  return {
    limit,
    find(caller, now) {
      const window = windows.get(caller)
      if (window === undefined || window.endsAt <= now || window.used < limit.requests) return undefined
      return { limit, resetsAt: window.endsAt }
    },
    count(caller, now) {
      const window = windows.get(caller)
      if (window !== undefined && window.endsAt > now) {
        window.used += 1
        return
      }
      windows.delete(caller)
      if (windows.size >= REMEMBERED_CALLERS) forgetOldest(windows, now)
      windows.set(caller, { endsAt: now + limit.windowSeconds, used: 1 })
    },
  }
}

/** Forgets what has ended, or one that has not. Windows are of one length: the order in which they were opened is that in which they end. */
function forgetOldest(windows: Map<string, Window>, now: EpochSeconds): void {
  for (const [caller, { endsAt }] of windows) {
    if (endsAt > now && windows.size < REMEMBERED_CALLERS) return
    windows.delete(caller)
  }
}
