import { OAuthError } from '@stagedoor/protocol'
import { authenticateClient } from '../../authenticate-client.ts'
import { createAuthorizationCodeGrant } from '../../grant-types/authorization-code.ts'
import type { GrantHandler } from '../../grant-types/grant-handler.ts'
import { createRefreshTokenGrant } from '../../grant-types/refresh-token.ts'
import { SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import { respondToError } from '../../http/error-response.ts'
import { createParameterReader, getParameter } from '../../http/read-parameters.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { createTokenResponseWriter } from './token-response-writer.ts'

/** The grant types of a platform, by the value of `grant_type`. */
function createGrantHandlers(context: ServerContext): ReadonlyMap<string, GrantHandler> {
  const { refreshToken } = context.platform.tokens
  const handlers = [
    createAuthorizationCodeGrant(context),
    ...(refreshToken === null ? [] : [createRefreshTokenGrant(context, refreshToken)]),
  ]
  return new Map(handlers.map((handler) => [handler.grantType, handler]))
}

/**
 * The token endpoint (RFC 6749 §3.2): reads, authenticates the client, and leaves the rest to the grant type.
 *
 * @throws TypeError when the platform lets clients stay unnamed that would have to authenticate.
 */
export function createTokenEndpoint(context: ServerContext): Endpoint {
  const { tokenRequest, client: clientRules } = context.platform
  if (tokenRequest.clientIdOptional && clientRules.authenticationMethods.some((method) => method !== 'none')) {
    throw new TypeError('Where a client_id is optional, every client is public.')
  }
  const readParameters = createParameterReader(tokenRequest.serverEncodings)
  const handlers = createGrantHandlers(context)
  const writeResponse = createTokenResponseWriter(context.platform)

  return async (request) => {
    const parameters = await readParameters(request)
    const client = (await authenticateClient(context, request, parameters)) ?? null
    try {
      if (client === null) checkUnnamed(tokenRequest.clientIdOptional)
      const tokens = await findHandler(handlers, getParameter(parameters, 'grant_type')).issue({
        parameters,
        client,
        remoteAddress: request.remoteAddress,
      })
      return { status: 200, headers: SHARED_JSON_HEADERS, body: writeResponse(tokens) }
    } catch (error) {
      return respondToError(error, { context, cors: true, clientId: client?.id })
    }
  }
}

function checkUnnamed(isAllowed: boolean): void {
  if (!isAllowed) throw new OAuthError('invalid_client', 'The client is not named: send client_id.', { reason: 'client_missing' })
}

function findHandler(handlers: ReadonlyMap<string, GrantHandler>, grantType: string): GrantHandler {
  const handler = handlers.get(grantType)
  if (handler !== undefined) return handler
  const known = [...handlers.keys()].join(' or ')
  throw new OAuthError('unsupported_grant_type', `The grant_type is ${known}.`, { reason: 'grant_type_unknown' })
}
