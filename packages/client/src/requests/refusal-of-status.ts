import { StagedoorError } from '../stagedoor-error.ts'

/** Reads what a status says without its body: 429 and 5xx say nothing about the session. */
export function refusalOfStatus(response: Response, now: number): StagedoorError | undefined {
  if (response.status === 429) {
    return new StagedoorError('rate_limited', { retryAfterSeconds: parseRetryAfter(response.headers.get('retry-after'), now) })
  }
  return response.status >= 500 ? new StagedoorError('provider_unavailable') : undefined
}

/** Reads `Retry-After`: seconds, or a date (RFC 9110 §10.2.3). */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Date.parse(header) / 1000 - now
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
