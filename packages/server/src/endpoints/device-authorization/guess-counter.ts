import type { EpochSeconds } from '../../ports/records.ts'
import { createFixedWindow } from '../../rate-limit/fixed-window.ts'

/** Counts wrong user codes (RFC 8628 §5.1). */
export interface GuessCounter {
  /** Whether no more may be tried now. */
  isClosed(address: string | null, now: EpochSeconds): boolean
  countWrong(address: string | null, now: EpochSeconds): void
}

const WINDOW = { windowSeconds: 600, window: 'PT10M', by: 'ip' } as const

/**
 * Makes the counter of one server: ten wrong codes an address, and a thousand of all together, in ten minutes.
 *
 * With eight letters of twenty, and a thousand devices that wait, a thousand tries find one in 25,000 such windows.
 */
export function createGuessCounter(): GuessCounter {
  const ofAddress = createFixedWindow({ ...WINDOW, requests: 10 })
  const ofAll = createFixedWindow({ ...WINDOW, requests: 1000 })
  return {
    isClosed: (address, now) => (ofAddress.find(address ?? 'unknown', now) ?? ofAll.find('all', now)) !== undefined,
    countWrong(address, now) {
      ofAddress.count(address ?? 'unknown', now)
      ofAll.count('all', now)
    },
  }
}
