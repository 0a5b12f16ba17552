import type { TokenRequestEncoding } from '@stagedoor/platforms'
import { formatTokenRequest, type ParameterEntries } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'

/**
 * Posts to the token or the revocation endpoint. Nothing of the browser goes along, nothing is cached, and no redirect is followed:
 * it would carry a code or a token to where the description did not say.
 */
export function postParameters(
  { fetch }: ClientContext,
  endpoint: string,
  entries: ParameterEntries,
  encoding: TokenRequestEncoding,
): Promise<Response> {
  const { body, contentType } = formatTokenRequest(entries, encoding)
  return fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': contentType, accept: 'application/json' },
    body,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
  })
}
