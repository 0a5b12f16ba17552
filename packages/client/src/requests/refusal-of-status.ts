import { StagedoorError } from '../stagedoor-error.ts'

/** Reads what a status says whatever the body is: 429 and 5xx say nothing about the session. */
export async function refusalOfStatus(response: Response, text: string, now: number): Promise<StagedoorError | undefined> {
  const { status } = response
  if (status === 429) {
    // Seldom met, so loaded then; without it nobody knows when to come back.
    const read = await import('./retry-after.ts').catch(() => undefined)
    return new StagedoorError('rate_limited', { retryAfterSeconds: read?.retryAfter(response, text, now) })
  }
  return status >= 500 ? new StagedoorError('provider_unavailable') : undefined
}
