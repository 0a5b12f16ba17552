import { formatScope, type IntrospectionResponse, OAuthError, parseIntrospectionRequest } from '@stagedoor/protocol'
import { requireClient } from '../../authenticate-client.ts'
import { PRIVATE_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { createParameterReader, malformed } from '../../http/read-parameters.ts'
import type { ActiveToken, Client } from '../../ports/records.ts'
import { readOpaqueSecret } from '../../secrets/opaque-secret.ts'
import { readRefreshToken } from '../../secrets/refresh-token-secret.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/** Says nothing but that: a caller must not learn why (RFC 7662 §2.2). */
const inactive: HttpResponse = { status: 200, headers: PRIVATE_JSON_HEADERS, body: '{"active":false}' }

/**
 * The introspection endpoint (RFC 7662): what an access or refresh token is good for now.
 *
 * Only clients that prove who they are may ask, and only about tokens that were issued to them: to strangers every token is inactive.
 * No browser has business here, so there is no CORS.
 */
export function createIntrospectionEndpoint(context: ServerContext): Endpoint {
  const { platform } = context
  const readParameters = createParameterReader(['form'])

  return async (request) => {
    const parameters = await readParameters(request)
    const client = checkConfidential(await requireClient(context, request, parameters))
    const result = parseIntrospectionRequest(parameters)
    if (!result.ok) throw malformed(result.problem)
    const found = await findToken(context, result.value.token)
    if (found === undefined || found.token.clientId !== client.id) return inactive
    const { token, isAccessToken } = found
    const response: IntrospectionResponse = {
      active: true,
      scope: formatScope(token.scope),
      client_id: token.clientId,
      username: token.username,
      // Absent for a refresh token, which must not pass for an access token at an API that looks no further than `active`.
      ...(isAccessToken && { token_type: token.dpopKey === null ? platform.tokenResponse.tokenType : 'DPoP' }),
      ...(token.dpopKey !== null && { cnf: { jkt: token.dpopKey } }),
      exp: token.expiresAt,
      iat: token.issuedAt,
      sub: token.userId,
      iss: platform.issuer,
    }
    return { status: 200, headers: PRIVATE_JSON_HEADERS, body: JSON.stringify(response) }
  }
}

/** Looks among the access tokens, then among the refresh tokens; a hint says nothing that the token's own form does not (RFC 7662 §2.1). */
async function findToken(
  { platform, store, now }: ServerContext,
  text: string,
): Promise<{ readonly token: ActiveToken; readonly isAccessToken: boolean } | undefined> {
  const { accessTokenFormat, refreshToken } = platform.tokens
  const key = readOpaqueSecret(accessTokenFormat, text)
  const accessToken = key === undefined ? undefined : await store.accessTokens.findActive(key, now())
  if (accessToken !== undefined) return { token: accessToken, isAccessToken: true }
  const presented = refreshToken === null ? undefined : readRefreshToken(refreshToken.format, text)
  const token = presented === undefined ? undefined : await store.refreshTokens.findActive(presented, now())
  return token === undefined ? undefined : { token, isAccessToken: false }
}

/** > To prevent token scanning attacks, the endpoint MUST also require some form of authorization (RFC 7662 §2.1). */
function checkConfidential(client: Client): Client {
  if (client.authenticationMethod !== 'none') return client
  throw new OAuthError('invalid_client', 'Only a client with a secret may ask.', { reason: 'introspection_by_public_client' })
}
