import { formatBearerChallenge, OAuthError, parseBearerToken } from '@stagedoor/protocol'
import { CORS_HEADERS, SHARED_JSON_HEADERS } from '../http/api-headers.ts'
import { respondToError } from '../http/error-response.ts'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import { parsePathPattern } from '../http/path-pattern.ts'
import { ClientGoneError } from '../http/request-refusal.ts'
import { withoutParameter } from '../http/without-parameter.ts'
import { coversScope } from '../scope-inclusion.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
import { findCallerByPassword, findCallerByToken } from './find-caller.ts'
import { createCredentialsReader, DPOP_SCHEME } from './read-credentials.ts'
import { createRefusalBodyWriter } from './refusal-body.ts'
import type { ResourceCaller, ResourceRoute } from './resource-route.ts'
import { refuseToken } from './token-refusal.ts'

/**
 * Makes an endpoint of a resource (RFC 6750): reads the credentials, finds whose they are, checks the scope, and lets the route answer.
 *
 * Refuses with 400, 401 or 403 in the platform's own shape, with the challenge of RFC 6750 §3.
 */
export function createResourceEndpoint(context: ServerContext, route: Omit<ResourceRoute, 'method'>): Endpoint {
  const { platform, dpop } = context
  const { access, scope, answer } = route
  const pattern = parsePathPattern(route.path)
  const readCredentials = createCredentialsReader(platform)
  const surroundings = { context, cors: true, scope, writeBody: createRefusalBodyWriter(platform) }
  const unauthenticated = describeUnauthenticated(context)

  const respond: Endpoint = async (request) => {
    try {
      const params = pattern.match(request.path) ?? {}
      if (access === 'anybody') return await answer(null, request, params)
      const credentials = readCredentials(request)
      if (credentials === undefined) return unauthenticated
      const caller = await (credentials.kind === 'token'
        ? findCallerByToken(context, request, credentials)
        : findCallerByPassword(context, credentials))
      checkAccess(context, route, caller)
      const response = answer(caller, withoutToken(context, request), params)
      return response instanceof Promise ? await response : response
    } catch (error) {
      if (error instanceof ClientGoneError) throw error
      return respondToError(error, dpop !== undefined && isBound(request) ? { ...surroundings, scheme: DPOP_SCHEME } : surroundings)
    }
  }
  if (dpop === undefined) return respond
  return async (request) => (isBound(request) ? dpop.withNonce(await respond(request)) : respond(request))
}

/** Whether the request brings a token as one that is bound to a key. */
function isBound({ headers }: HttpRequest): boolean {
  return typeof headers.authorization === 'string' && parseBearerToken(headers.authorization, DPOP_SCHEME) !== undefined
}

/** > If the request lacks any authentication information, the resource server SHOULD NOT include an error code (RFC 6750 §3.1). */
function describeUnauthenticated({ platform }: ServerContext): HttpResponse {
  const { authorizationSchemes, refusalBody } = platform.resources
  const bearer = formatBearerChallenge({ realm: platform.profile.realm, scheme: authorizationSchemes[0] })
  // Both, where there are both (RFC 9449 §7.1).
  const challenge = platform.tokens.dpop === undefined ? bearer : `${bearer}, DPoP algs="${platform.tokens.dpop.algorithms.join(' ')}"`
  const headers = { 'WWW-Authenticate': challenge, 'Access-Control-Expose-Headers': 'WWW-Authenticate, Retry-After' }
  if (refusalBody === null) {
    return { status: 401, headers: { ...CORS_HEADERS, 'Cache-Control': 'no-store', Pragma: 'no-cache', ...headers }, body: '' }
  }
  const body = createRefusalBodyWriter(platform)({ status: 401, error: 'invalid_token', message: 'The access token is missing.' })
  return { status: 401, headers: { ...SHARED_JSON_HEADERS, ...headers }, body }
}

function checkAccess(
  { platform, signInRecorder }: ServerContext,
  { access, scope }: Pick<ResourceRoute, 'access' | 'scope'>,
  caller: ResourceCaller,
): void {
  if (access === 'person' && caller.user === null) throw refuseToken('access_token_of_app')
  if (scope.length === 0 || coversScope(platform.scopes, caller.scope, scope)) return
  const sentence = platform.refusalDescriptions.insufficient_scope ?? 'The access token has not the scope for this.'
  const facts = { missing: scope.join(' '), expected: caller.scope.join(' ') }
  const refusal = { station: 'api', reason: 'insufficient_scope', error: 'insufficient_scope', facts } as const
  if (caller.clientId !== null) signInRecorder?.note({ clientId: caller.clientId, keys: [], ...refusal })
  throw new OAuthError('insufficient_scope', sentence, { reason: 'insufficient_scope' })
}

/** What answers has no business with the token; a header it may keep to itself, a URL is copied and logged. */
function withoutToken({ platform }: ServerContext, request: HttpRequest): HttpRequest {
  const { tokenQueryParameter } = platform.resources
  if (tokenQueryParameter === null || !request.query.includes(tokenQueryParameter)) return request
  return { ...request, query: withoutParameter(request.query, tokenQueryParameter) }
}
