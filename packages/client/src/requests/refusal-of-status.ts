import { StagedoorError } from '../stagedoor-error.ts'

/** Reads what a status says whatever the body is: 429 and 5xx say nothing about the session. */
export function refusalOfStatus(response: Response, text: string, now: number): StagedoorError | undefined {
  if (response.status === 429) {
    return new StagedoorError('rate_limited', {
      retryAfterSeconds: parseRetryAfter(response.headers.get('retry-after') ?? findResetTime(text), now),
    })
  }
  return response.status >= 500 ? new StagedoorError('provider_unavailable') : undefined
}

/** Finds when the limit ends in a body, where no header says it (SoundCloud): a date. */
function findResetTime(text: string): string | null {
  return /"reset_time"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? null
}

/** Reads `Retry-After`: seconds, or a date (RFC 9110 §10.2.3). */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Date.parse(header) / 1000 - now
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
