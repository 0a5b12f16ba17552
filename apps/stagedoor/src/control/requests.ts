import { exactOptional, pipe, regex, strictObject, string } from 'valibot'
import type { RecordedRequest } from '../request-log/recorded-request.ts'
import type { PlatformAct } from './control-act.ts'
import { readInput } from './read-input.ts'

const count = exactOptional(pipe(string('must be a whole number.'), regex(/^\d{1,15}$/, 'must be a whole number.')))

const requestsInput = strictObject({ since: count, limit: count }, 'takes since and limit.')

/** `GET /_control/<platform>/requests?since=&limit=`: what happened, oldest first, without secrets. */
export const listRequests: PlatformAct<{ readonly requests: readonly RecordedRequest[] }> = async ({ requestLog }, input) => {
  const { since, limit } = readInput(requestsInput, input)
  const wanted = { ...(since !== undefined && { since: Number(since) }), ...(limit !== undefined && { limit: Number(limit) }) }
  return { status: 200, body: { requests: requestLog.list(wanted) } }
}

/** `DELETE /_control/<platform>/requests`: forgets them; the numbers go on. */
export const clearRequests: PlatformAct<{ readonly cleared: number }> = async ({ requestLog }) => ({
  status: 200,
  body: { cleared: requestLog.clear() },
})
