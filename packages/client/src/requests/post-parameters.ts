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
export async function postParameters(context: ClientContext, endpoint: string, post: ParameterPost): Promise<Response> {
  const parameters = { ...post.parameters, ...post.client?.parameters }
  const json = post.encoding === 'json' && { 'content-type': 'application/json' }
  const form = formatQuery(parameters)
  return context.fetch(endpoint, {
    method: 'POST',
    // A form brings its own type.
    headers: { accept: 'application/json', ...json, ...post.client?.headers },
    body: json ? JSON.stringify(parameters) : post.encoding === 'multipart' ? await new Response(form).formData() : form,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    keepalive: !!post.outlivesPage,
  })
}
