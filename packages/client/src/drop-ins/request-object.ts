import { type JsonObject, parseJsonObject } from '../json-object.ts'
import { refusalOfStatus } from '../requests/refusal-of-status.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { StagedoorError } from '../stagedoor-error.ts'

/**
 * Asks a platform's API for a JSON object, once. Everything else that comes back is thrown, and no text of the platform's is in it: it may
 * quote a token.
 *
 * @param request - Sends it.
 * @param what - Names the request in a message: `api.soundcloud.com/me`.
 */
export async function requestObject(request: () => Promise<Response>, what: string): Promise<JsonObject> {
  let response: Response
  let text: string
  try {
    response = await request()
    text = await response.text()
  } catch (cause) {
    // As `fetch` rejects without a connection. Anything else is somebody's own: an app that could not save its tokens.
    throw cause instanceof TypeError ? new StagedoorError('provider_unavailable', { cause }) : cause
  }
  const answer = parseJsonObject(text)
  if (response.ok && answer !== undefined) return answer
  throw response.ok ? new StagedoorError('invalid_response') : await nameRefusal(response, text, what)
}

async function nameRefusal(response: Response, text: string, what: string): Promise<StagedoorError> {
  const { code, error } = parseJsonObject(text) ?? {}
  const providerError = [code, error].find((name) => typeof name === 'string' && /^[\w.-]{1,64}$/.test(name))
  const detail = { providerError: providerError?.toString(), message: `Refused by ${what}: ${providerError ?? response.status}.` }
  if (response.status === 401) return new StagedoorError('session_ended', detail)
  // Mostly a scope that is missing.
  if (response.status === 403) return new StagedoorError('configuration', detail)
  return (await refusalOfStatus(response, text, systemClock.now())) ?? new StagedoorError('request_refused', detail)
}
