import type { ClientContext } from '../client-context.ts'
import type { LiveSession } from '../session/stored-session.ts'
import { authenticateClient } from './authenticate-client.ts'
import { postParameters } from './post-parameters.ts'

/**
 * Revokes a session at the platform (RFC 7009 §2.1), or signs it out in the platform's own way. Tells whether the platform agreed: `false`
 * also where it has no such request.
 */
export async function revoke(context: ClientContext, session: LiveSession): Promise<boolean> {
  const { endpoints, revocation } = context.platform
  // A person's own token is theirs to revoke, where they made it.
  if (endpoints.revocation === undefined || context.credentials) return false
  const parameter = revocation.tokenParameter ?? 'token'
  const kind = session.refreshToken === undefined ? 'access_token' : (revocation.clientSends ?? 'refresh_token')
  const token = kind === 'access_token' ? session.accessToken : session.refreshToken
  // Another name than that of RFC 7009 is another request: unless it asks for the client, it takes a token and nothing else.
  const isTokenOnly = parameter !== 'token' && revocation.clientIdOptional
  const client = isTokenOnly ? undefined : authenticateClient(context)
  try {
    const response = await postParameters(context, endpoints.revocation, {
      parameters: { [parameter]: token, token_type_hint: client && kind },
      encoding: revocation.clientEncoding,
      client,
      outlivesPage: true,
    })
    return response.ok
  } catch {
    return false
  }
}
