import { type Parameters, parseRevocationRequest } from '@stagedoor/protocol'
import { requireClient } from '../../authenticate-client.ts'
import { CORS_HEADERS, SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { createParameterReader, malformed } from '../../http/read-parameters.ts'
import { revokeToken } from '../../revoke-token.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/**
 * The revocation endpoint (RFC 7009): ends the whole grant of an access or refresh token, at once.
 *
 * Only the client it was issued to may end it, except where the platform asks for no client: holding the token is enough there.
 * A token that is unknown, dead or another client's is answered like one that was revoked (RFC 7009 §2.2).
 */
export function createRevocationEndpoint(context: ServerContext): Endpoint {
  const { tokenRequest, revocation } = context.platform
  const readParameters = createParameterReader([...new Set([revocation.clientEncoding, ...tokenRequest.serverEncodings])])
  const revoked: HttpResponse = {
    status: 200,
    headers: revocation.responseBody === '' ? { 'Cache-Control': 'no-store', Pragma: 'no-cache', ...CORS_HEADERS } : SHARED_JSON_HEADERS,
    body: revocation.responseBody,
  }

  return async (request) => {
    const parameters = await readParameters(request)
    const clientId = revocation.clientIdOptional ? null : await readOwner(context, request, parameters)
    const result = parseRevocationRequest(parameters)
    if (!result.ok) throw malformed(result.problem)
    const isRevoked = await revokeToken(context, result.value.token, clientId)
    const reason = isRevoked ? 'grant_revoked' : 'revocation_without_effect'
    context.log({ reason, at: context.clock(), ...(clientId !== null && { clientId }) })
    return revoked
  }
}

async function readOwner(context: ServerContext, request: HttpRequest, parameters: Parameters): Promise<string> {
  return (await requireClient(context, request, parameters)).id
}
