import type { Clock } from '../ports/clock.ts'
import { StagedoorError } from '../stagedoor-error.ts'

/** What Node's `fetch` says when there was no connection, so that nothing can have been sent over it. */
const NEVER_SENT: Readonly<Record<string, 'offline' | 'provider_unavailable'>> = {
  ENOTFOUND: 'offline',
  EAI_AGAIN: 'offline',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  EHOSTUNREACH: 'provider_unavailable',
  ECONNREFUSED: 'provider_unavailable',
  UND_ERR_CONNECT_TIMEOUT: 'provider_unavailable',
}

/**
 * Wraps `fetch` so that every request ends: with its whole reply in memory, with an error, or when its time is over.
 *
 * A request that never left rejects with `offline` or `provider_unavailable`: whoever spends a token must know that it was not spent.
 */
export function fetchWithDeadline(fetch: typeof globalThis.fetch, clock: Clock, timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const abort = new AbortController()
    const late = Promise.withResolvers<never>()
    const stop = clock.after(timeoutMs, () => {
      const error = new Error('The platform did not answer in time.')
      abort.abort(error)
      late.reject(error)
    })
    try {
      // Raced, because not everything that is passed in as `fetch` obeys a signal.
      return await Promise.race([receive(fetch, input, { ...init, signal: abort.signal }), late.promise])
    } catch (cause) {
      const code = abort.signal.aborted ? undefined : NEVER_SENT[systemCodeOf(cause)]
      throw code === undefined ? cause : new StagedoorError(code, { cause })
    } finally {
      stop()
    }
  }
}

/** Reads the body as well: half a reply is none. */
async function receive(fetch: typeof globalThis.fetch, input: string | URL | Request, init: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  const body = await response.arrayBuffer()
  const { status, statusText, headers } = response
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers })
}

/** Finds the code of the system's error inside of what `fetch` rejected with. */
function systemCodeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}
