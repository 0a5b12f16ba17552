import { type Parameters, parseRevocationRequest } from '@stagedoor/protocol'
import { requireClient } from '../../authenticate-client.ts'
import { CORS_HEADERS, SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { createParameterReader, malformed } from '../../http/read-parameters.ts'
import { readOpaqueSecret } from '../../secrets/opaque-secret.ts'
import { readRefreshToken } from '../../secrets/refresh-token-secret.ts'
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
    await revokeToken(context, result.value.token, clientId)
    return revoked
  }
}

async function readOwner(context: ServerContext, request: HttpRequest, parameters: Parameters): Promise<string> {
  return (await requireClient(context, request, parameters)).id
}

/** Looks for a refresh token, then for an access token; looking twice costs less than believing `token_type_hint`, which may be wrong. */
async function revokeToken({ platform, store, now, clock, log }: ServerContext, token: string, clientId: string | null): Promise<void> {
  const { accessTokenFormat, refreshToken: rules } = platform.tokens
  const refreshToken = rules === null ? undefined : readRefreshToken(rules.format, token)
  const accessKey = readOpaqueSecret(accessTokenFormat, token)
  const isRevoked =
    (refreshToken !== undefined && (await store.grants.revokeByRefreshToken(refreshToken.grantId, clientId, now()))) ||
    (accessKey !== undefined && (await store.grants.revokeByAccessToken(accessKey, clientId, now())))
  log({ reason: isRevoked ? 'grant_revoked' : 'revocation_without_effect', at: clock(), ...(clientId !== null && { clientId }) })
}
