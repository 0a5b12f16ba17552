import { RequestRefusal } from '../http/request-refusal.ts'
import type { EpochSeconds } from '../ports/records.ts'
import type { ReachedLimit } from './fixed-window.ts'

/**
 * Refuses a request that is one too many (RFC 6585 §4).
 *
 * OAuth has no error code for it. The body is the one that SoundCloud documents, the only platform here that has limits: each that was
 * reached, with its window and when that ends.
 */
export class RateLimitRefusal extends RequestRefusal {
  constructor(name: string, reached: readonly ReachedLimit[], now: EpochSeconds) {
    const resetsAt = Math.max(...reached.map((one) => one.resetsAt))
    super(429, 'Too many requests.', {
      reason: 'rate_limit_reached',
      headers: { 'Retry-After': String(resetsAt - now) },
      body: { errors: reached.map((one) => ({ meta: describe(name, one) })) },
    })
  }
}

function describe(
  name: string,
  { limit, resetsAt }: ReachedLimit,
): Readonly<Record<string, string | number | Readonly<Record<string, string | number>>>> {
  return {
    rate_limit: { bucket: `by-${limit.by}`, max_nr_of_requests: limit.requests, time_window: limit.window, name },
    remaining_requests: 0,
    reset_time: formatResetTime(resetsAt),
  }
}

/** `2015/06/01 09:49:40 +0000` */
function formatResetTime(at: EpochSeconds): string {
  const [day = '', time = ''] = new Date(at * 1000).toISOString().split('T')
  return `${day.replaceAll('-', '/')} ${time.slice(0, 8)} +0000`
}
