import { PageProblem } from '../../page-problem.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { type AuthorizationStep, known } from '../authorization/authorization-context.ts'
import { createAuthorizationEndpoint } from '../authorization/authorization-endpoint.ts'
import { checkAuthenticationRequest } from '../authorization/check-authentication-request.ts'
import { checkDpopKey } from '../authorization/check-dpop-key.ts'
import { checkParameters } from '../authorization/check-parameters.ts'
import { checkPkce } from '../authorization/check-pkce.ts'
import { checkPrompt } from '../authorization/check-prompt.ts'
import { checkRequestBinding } from '../authorization/check-request-binding.ts'
import { checkRequestObject } from '../authorization/check-request-object.ts'
import { checkStatedResponseType } from '../authorization/check-response-type.ts'
import { checkScope } from '../authorization/check-scope.ts'
import { checkState } from '../authorization/check-state.ts'
import { decideInteraction } from '../authorization/decide-interaction.ts'
import { issueAuthorizationCode } from '../authorization/issue-authorization-code.ts'
import { issueSignedProfile } from '../authorization/issue-signed-profile.ts'
import { loadBrowserSession } from '../authorization/load-browser-session.ts'
import { loadClient } from '../authorization/load-client.ts'
import { proveTargetOrigin } from '../authorization/prove-target-origin.ts'

/**
 * The redirect URI of a popup is the platform's own callback page, implicitly every client's; what is proven is the window that opened it.
 */
const checkPopupTarget: AuthorizationStep = (context) => {
  proveTargetOrigin(context, known(context.server.platform.endpoints.popupCallback))
  return undefined
}

/** The authorization endpoint for popups, as {@link authorizationSteps}; how to answer and what with goes without saying. */
export const popupSteps: readonly AuthorizationStep[] = [
  loadClient,
  checkPopupTarget, // an error up to here is a page, after here a message to the opener
  checkState,
  checkParameters,
  checkStatedResponseType,
  checkRequestObject,
  checkPkce,
  checkDpopKey,
  checkRequestBinding,
  checkScope,
  checkPrompt,
  checkAuthenticationRequest,
  loadBrowserSession,
  decideInteraction,
  issueSignedProfile,
  issueAuthorizationCode,
]

/** Creates `endpoints.popupStart`. */
export function createPopupEndpoint(server: ServerContext): Endpoint {
  return createAuthorizationEndpoint(server, popupSteps)
}

/**
 * Creates `endpoints.popupCallback`: a name for token requests to give, not a place to be. No code is ever sent here, as it would stand in a
 * URL; the answer's page is shown where the person has pressed Allow.
 */
export function createPopupCallback(): Endpoint {
  return () => {
    throw new PageProblem('transaction_expired', {
      reason: 'popup_callback_visited',
      developer: [{ text: 'This address only stands in the token request as redirect_uri. The answer goes to the opener by postMessage.' }],
    })
  }
}
