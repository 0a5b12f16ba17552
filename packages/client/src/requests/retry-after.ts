/** Reads when to come back from an answer of status 429: seconds from now; `undefined` when it does not say. */
export function retryAfter(response: Response, text: string, now: number): number | undefined {
  return parseRetryAfter(response.headers.get('retry-after') ?? findResetTime(text), timeOf(response, now))
}

/** Finds when the limit ends in a body, where no header says it (SoundCloud): a date. */
function findResetTime(text: string): string | null {
  return /"reset_time"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? null
}

/** The platform's own time, where it says it: this machine's clock may be off by a day. */
function timeOf(response: Response, now: number): number {
  return Date.parse(response.headers.get('date') ?? '') / 1000 || now
}

/** Reads `Retry-After`: seconds, or a date (RFC 9110 §10.2.3). */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Date.parse(header) / 1000 - now
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
