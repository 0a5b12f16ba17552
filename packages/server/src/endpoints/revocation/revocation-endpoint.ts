import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError, type Parameters, parseBearerToken, parseRevocationRequest } from '@stagedoor/protocol'
import { requireClient } from '../../authenticate-client.ts'
import { CORS_HEADERS, SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { createParameterReader, malformed } from '../../http/read-parameters.ts'
import { revokeToken } from '../../revoke-token.ts'
import { readRefreshToken } from '../../secrets/refresh-token-secret.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { noteTokenRefusal } from '../../sign-in-log/note-token-refusal.ts'

/**
 * The revocation endpoint (RFC 7009), or a platform's own sign-out: ends the whole grant of an access or refresh token, at once.
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
    const inHeader = revocation.takesAuthorizationHeader ? findInHeader(context.platform, request) : undefined
    const parameters = inHeader !== undefined && hasNoBody(request) ? none : await readParameters(request)
    const clientId = revocation.clientIdOptional ? null : await readOwner(context, request, parameters)
    const token = findToken(context.platform, parameters, inHeader)
    const isRevoked = await revokeToken(context, token, clientId)
    if (isRevoked && clientId !== null) noteRevocation(context, clientId, token)
    const reason = isRevoked ? 'grant_revoked' : 'revocation_without_effect'
    context.log({ reason, at: context.clock(), ...(clientId !== null && { clientId }) })
    return revoked
  }
}

const none: Parameters = new Map()

/** The token that the request authorizes itself with. A header of another scheme is none: it may be the client's. */
function findInHeader({ resources }: PlatformDescription, { headers }: HttpRequest): string | undefined {
  const { authorization } = headers
  if (typeof authorization !== 'string') return undefined
  return resources.authorizationSchemes.map((scheme) => parseBearerToken(authorization, scheme)).find((text) => text !== undefined)
}

/** Whoever sends a body says what it is, or at least that it has a length. */
function hasNoBody({ headers }: HttpRequest): boolean {
  const length = headers['content-length'] ?? '0'
  return headers['content-type'] === undefined && headers['transfer-encoding'] === undefined && length === '0'
}

/** @throws OAuthError `invalid_request`: no token, or one in the header and another in the body, of which only one could be ended. */
function findToken({ revocation }: PlatformDescription, parameters: Parameters, inHeader: string | undefined): string {
  const result = parseRevocationRequest(parameters, revocation.tokenParameter)
  if (!result.ok && inHeader !== undefined) return inHeader
  if (!result.ok) throw malformed(result.problem)
  if (inHeader !== undefined && inHeader !== result.value.token) {
    throw new OAuthError('invalid_request', 'The header and the body name two different tokens. Send one.', { reason: 'token_twice' })
  }
  return result.value.token
}

async function readOwner(context: ServerContext, request: HttpRequest, parameters: Parameters): Promise<string> {
  try {
    return (await requireClient(context, request, parameters)).id
  } catch (error) {
    noteTokenRefusal(context, { request, parameters, station: 'revocation' }, error)
    throw error
  }
}

/** A refresh token names its grant, so that the end is noted with its beginning; an access token does not. */
function noteRevocation({ platform, signInRecorder }: ServerContext, clientId: string, token: string): void {
  const rules = platform.tokens.refreshToken
  const grantId = rules === null ? undefined : readRefreshToken(rules.format, token)?.grantId
  if (grantId !== undefined) signInRecorder?.note({ clientId, keys: [grantId], station: 'revocation' })
}
