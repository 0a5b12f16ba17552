import { OAuthError } from '@stagedoor/protocol'
import { logUnexpected } from '../../error-page.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { StoreUnavailableError } from '../../ports/store.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { noteAuthorizationRefusal } from '../../sign-in-log/note-authorization-refusal.ts'
import { answerClient } from './answer-client.ts'
import type { AuthorizationContext, AuthorizationStep } from './authorization-context.ts'
import { checkAuthenticationRequest } from './check-authentication-request.ts'
import { checkDpopKey } from './check-dpop-key.ts'
import { checkParameters } from './check-parameters.ts'
import { checkPkce } from './check-pkce.ts'
import { checkPrompt } from './check-prompt.ts'
import { checkRedirectUri } from './check-redirect-uri.ts'
import { checkRequestBinding } from './check-request-binding.ts'
import { checkRequestObject } from './check-request-object.ts'
import { checkResponseMode } from './check-response-mode.ts'
import { checkResponseType } from './check-response-type.ts'
import { checkScope } from './check-scope.ts'
import { checkState, readState } from './check-state.ts'
import { decideInteraction } from './decide-interaction.ts'
import { issueAuthorizationCode } from './issue-authorization-code.ts'
import { issueSignedProfile } from './issue-signed-profile.ts'
import { loadBrowserSession } from './load-browser-session.ts'
import { loadClient } from './load-client.ts'
import { readAuthorizationRequest } from './read-authorization-request.ts'

/** The authorization endpoint (RFC 6749 §3.1), top to bottom. The order is part of the security design. */
export const authorizationSteps: readonly AuthorizationStep[] = [
  loadClient,
  checkRedirectUri, // an error up to here is a page, after here a redirect (RFC 6749 §4.1.2.1)
  checkResponseMode,
  checkState,
  checkParameters,
  checkResponseType,
  checkRequestObject,
  checkPkce,
  checkDpopKey,
  checkRequestBinding,
  checkScope,
  checkPrompt,
  checkAuthenticationRequest,
  loadBrowserSession,
  decideInteraction, // login, then consent, or neither
  issueSignedProfile, // where the platform answers with one
  issueAuthorizationCode,
]

/**
 * Creates the authorization endpoint, for GET and POST (OpenID Connect Core §3.1.2.1). It throws only what must be a page.
 *
 * @param steps - Another table, for another door to the same house.
 */
export function createAuthorizationEndpoint(server: ServerContext, steps: readonly AuthorizationStep[] = authorizationSteps): Endpoint {
  return async (request) => {
    const context = await createAuthorizationContext(server, request)
    try {
      return await runSteps(context, steps)
    } catch (error) {
      return answerError(context, error)
    }
  }
}

async function runSteps(context: AuthorizationContext, steps: readonly AuthorizationStep[]): Promise<HttpResponse> {
  for (const step of steps) {
    const outcome = step(context)
    const answer = outcome instanceof Promise ? await outcome : outcome
    if (answer !== undefined) return answer
  }
  throw new TypeError('The last step of the authorization endpoint did not answer.')
}

async function createAuthorizationContext(server: ServerContext, request: HttpRequest): Promise<AuthorizationContext> {
  const { clientIdParameter, defaultResponseMode, display, webMessage } = server.platform.authorization
  const ownNames = [clientIdParameter, webMessage?.originParameter ?? [], server.platform.client.unregistered?.nameParameter ?? []].flat()
  const { parameters, malformed } = await readAuthorizationRequest(request, ownNames)
  return {
    server,
    request,
    parameters,
    malformed,
    client: undefined,
    redirectUri: undefined,
    responseMode: defaultResponseMode,
    targetOrigin: null,
    state: readState(parameters.get('state')),
    codeChallenge: undefined,
    scope: [],
    nonce: null,
    dpopKey: null,
    display: display?.default ?? 'page',
    prompt: [],
    silent: false,
    maxAgeSeconds: null,
    loginHint: null,
    browser: undefined,
  }
}

/** Tells the client by redirect, once there is a proven place; what comes before is thrown on, to become a page. */
function answerError(context: AuthorizationContext, error: unknown): HttpResponse {
  const { server, request, client, redirectUri, responseMode, targetOrigin, state, display } = context
  if (client === undefined || redirectUri === undefined) throw error
  const target = { client, redirectUri, responseMode, targetOrigin, state, display }
  if (error instanceof OAuthError) {
    noteAuthorizationRefusal(context, error)
    server.log({ reason: error.reason, at: server.clock(), clientId: client.id, error: error.code })
    return answerClient(server, request, target, { error: error.code, description: error.message })
  }
  logUnexpected(server, error)
  noteAuthorizationRefusal(context, { reason: 'bug', code: 'server_error' })
  return error instanceof StoreUnavailableError
    ? answerClient(server, request, target, { error: 'temporarily_unavailable', description: 'Please try again in a moment.' })
    : answerClient(server, request, target, { error: 'server_error', description: 'The server failed. Please try again.' })
}
