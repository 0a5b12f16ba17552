import type { TokenRequestEncoding } from '@stagedoor/platforms'
import type { ClientContext } from '../client-context.ts'
import type { ClientAuthentication } from './authenticate-client.ts'
import { formatQuery, type WireParameters } from './format-query.ts'

/** A request to the token or the revocation endpoint. */
export interface ParameterPost {
  readonly parameters: WireParameters
  /** `undefined`: as a form. */
  readonly encoding: TokenRequestEncoding | undefined
  /** Who the client says it is; absent where nobody asks. */
  readonly client?: ClientAuthentication | undefined
  /** Whether it is sent though the page is left meanwhile. */
  readonly outlivesPage?: boolean
}

/**
 * Posts to the token or the revocation endpoint. Nothing of the browser goes along, nothing is cached, and no redirect is followed:
 * it would carry a code or a token to where the description did not say.
 */
export function postParameters(context: ClientContext, endpoint: string, post: ParameterPost): Promise<Response> {
  const { encoding, client, outlivesPage = false } = post
  return context.fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      // Multipart brings its own, with the boundary that fetch draws.
      ...(encoding !== 'multipart' && { 'content-type': encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' }),
      ...(client?.authorization && { authorization: client.authorization }),
    },
    body: formatBody({ ...post.parameters, ...client?.parameters }, encoding),
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    keepalive: outlivesPage,
  })
}

function formatBody(parameters: WireParameters, encoding: TokenRequestEncoding | undefined): string | FormData {
  if (encoding === 'json') return JSON.stringify(parameters)
  const query = formatQuery(parameters)
  if (encoding !== 'multipart') return query
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(query)) form.set(name, value)
  return form
}
