import type { ClientPlatform } from '@stagedoor/platforms'
import type { JsonObject } from '../../json-object.ts'
import { requestObject } from '../request-object.ts'

/** Calls a method of a service: `ListProjects` of `project.v1.ProjectService`. Everything that goes wrong is thrown. */
export type Call = (service: string, method: string, request: JsonObject) => Promise<JsonObject>

/**
 * Makes calls by the Connect protocol, unary, JSON. A call is sent once: what may be tried again says so by `retryable`.
 *
 * @param fetch - Adds the authorization.
 */
export function createCall(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  { issuer, resourceServers: [server = issuer] = [] }: ClientPlatform,
): Call {
  return (service, method, request) => {
    const path = `audiotool.${service}/${method}`
    const headers = { 'content-type': 'application/json', 'connect-protocol-version': '1' }
    return requestObject(
      () => fetch(`${server}/${path}`, { method: 'POST', headers, body: JSON.stringify(request), credentials: 'omit' }),
      path,
    )
  }
}
