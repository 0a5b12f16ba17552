import type { ClientPlatform } from '@stagedoor/platforms'
import { type JsonObject, parseJsonObject } from '../../json-object.ts'
import { refusalOfStatus } from '../../requests/refusal-of-status.ts'
import { systemClock } from '../../runtime/system-clock.ts'
import { StagedoorError } from '../../stagedoor-error.ts'

/** Calls a method of a service: `ListProjects` of `project.v1.ProjectService`. Everything that goes wrong is thrown. */
export type Call = (service: string, method: string, request: JsonObject) => Promise<JsonObject>

/**
 * Makes calls by the Connect protocol, unary, JSON. A call is sent once: what may be tried again says so by `retryable`.
 *
 * @param fetch - Adds the authorization.
 */
export function createCall(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  { issuer, resourceServers: [server = issuer] }: ClientPlatform,
): Call {
  return async (service, method, request) => {
    let response: Response
    let text: string
    try {
      response = await fetch(`${server}/audiotool.${service}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
        body: JSON.stringify(request),
        credentials: 'omit',
      })
      text = await response.text()
    } catch (cause) {
      throw cause instanceof StagedoorError ? cause : new StagedoorError('provider_unavailable', { cause })
    }
    const answer = response.ok ? parseJsonObject(text) : undefined
    if (answer !== undefined) return answer
    throw nameRefusal(response, text, `${service}/${method}`)
  }
}

function nameRefusal(response: Response, text: string, what: string): StagedoorError {
  const { code } = parseJsonObject(text) ?? {}
  const providerError = typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : undefined
  const detail = { providerError, message: `Audiotool refused ${what}: ${providerError ?? response.status}.` }
  if (response.ok) return new StagedoorError('invalid_response')
  if (response.status === 401) return new StagedoorError('session_ended', detail)
  // Mostly a scope that is missing: `insufficient_permissions` is what the platform's documentation calls it.
  if (response.status === 403) return new StagedoorError('configuration', detail)
  return refusalOfStatus(response, text, systemClock.now()) ?? new StagedoorError('request_refused', detail)
}
