import type { ClientAuthenticationMethod, GrantType, PlatformDescription } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'
import { authenticateClient } from '../../authenticate-client.ts'
import { bindTokens } from '../../dpop/bind-tokens.ts'
import { createAuthorizationCodeGrant } from '../../grant-types/authorization-code.ts'
import { createClientCredentialsGrant } from '../../grant-types/client-credentials.ts'
import { createDeviceCodeGrant } from '../../grant-types/device-code.ts'
import type { GrantHandler } from '../../grant-types/grant-handler.ts'
import { createPasswordGrant } from '../../grant-types/password.ts'
import { createRefreshTokenGrant } from '../../grant-types/refresh-token.ts'
import { SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import { respondToError } from '../../http/error-response.ts'
import { createParameterReader, getParameter } from '../../http/read-parameters.ts'
import type { Client } from '../../ports/records.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { noteTokenRefusal } from '../../sign-in-log/note-token-refusal.ts'
import { createTokenResponseWriter } from './token-response-writer.ts'

/** Every grant type there is; a platform's description names those it has. */
const GRANT_TYPES: Readonly<Record<GrantType, (context: ServerContext) => GrantHandler | undefined>> = {
  authorization_code: createAuthorizationCodeGrant,
  refresh_token: (context) => {
    const { refreshToken } = context.platform.tokens
    return refreshToken === null ? undefined : createRefreshTokenGrant(context, refreshToken)
  },
  client_credentials: createClientCredentialsGrant,
  password: createPasswordGrant,
  'urn:ietf:params:oauth:grant-type:device_code': createDeviceCodeGrant,
}

/**
 * The token endpoint (RFC 6749 §3.2): reads, authenticates the client, and leaves the rest to the grant type.
 *
 * @throws TypeError when the platform lets clients stay unnamed that would have to authenticate.
 */
export function createTokenEndpoint(context: ServerContext): Endpoint {
  const { dpop } = context
  const { tokenRequest, client: clientRules } = context.platform
  if (tokenRequest.clientIdOptional && clientRules.authenticationMethods.some((method) => method !== 'none')) {
    throw new TypeError('Where a client_id is optional, every client is public.')
  }
  const readParameters = createParameterReader(tokenRequest.serverEncodings)
  const handlers = createGrantHandlers(context)
  const methodsOf = narrowAuthentication(context.platform)
  const writeResponse = createTokenResponseWriter(context)

  const respond: Endpoint = async (request) => {
    const parameters = await readParameters(request)
    const methods = methodsOf.get(parameters.get('grant_type') ?? '')
    let client: Client | null = null
    try {
      client = (await authenticateClient(context, request, parameters, methods)) ?? null
      if (client === null) checkUnnamed(tokenRequest.clientIdOptional)
      const { remoteAddress } = request
      const handler = findHandler(handlers, getParameter(parameters, 'grant_type'))
      const binding = bindTokens(context, request, client)
      const tokens = await handler.issue({ parameters, client, remoteAddress, binding })
      context.signInRecorder?.note({ ...tokens.trace, station: handler.grantType === 'refresh_token' ? 'refresh' : 'token' })
      const body = writeResponse(tokens)
      return { status: 200, headers: SHARED_JSON_HEADERS, body: typeof body === 'string' ? body : await body }
    } catch (error) {
      noteTokenRefusal(context, { request, parameters }, error)
      return respondToError(error, { context, cors: true, clientId: client?.id })
    }
  }
  if (dpop === undefined) return respond
  return async (request) => (request.headers['dpop'] === undefined ? respond(request) : dpop.withNonce(await respond(request)))
}

/** The grant types of the platform, by the value of `grant_type`. */
function createGrantHandlers(context: ServerContext): ReadonlyMap<string, GrantHandler> {
  const handlers = context.platform.tokenRequest.grantTypes.map((grantType) => GRANT_TYPES[grantType](context))
  return new Map(handlers.filter((handler) => handler !== undefined).map((handler) => [handler.grantType, handler]))
}

/** The ways of client authentication by grant type, where they are fewer than the platform's. */
function narrowAuthentication({ tokenRequest }: PlatformDescription): ReadonlyMap<string, readonly ClientAuthenticationMethod[]> {
  return new Map(Object.entries(tokenRequest.grantAuthentication))
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
