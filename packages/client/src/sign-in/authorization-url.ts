import type { ClientPlatform } from '@stagedoor/platforms'
import { deriveCodeChallenge, formatAuthorizationRequest } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { AskedMessage } from '../parts/client-part.ts'
import type { PendingLogin } from './pending-login.ts'

/**
 * Writes the URL of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), with the platform's own names.
 *
 * Synchronous down to the hash, because a browser lets only the click itself open a window.
 *
 * @param further - The app's own parameters; they cannot replace ours.
 * @param message - Set when the reply is to be posted.
 */
export function authorizationUrl(
  context: ClientContext,
  pending: PendingLogin,
  further: Readonly<Record<string, string>> = {},
  message?: AskedMessage,
): string {
  const { authorization: rules, endpoints, signedProfile } = context.platform
  const mode = responseMode(context.platform)
  const isPkce = rules.pkce === 'required'
  const parameters = {
    response_type: signedProfile === null ? 'code' : undefined,
    ...nameClient(context),
    redirect_uri: pending.redirectUri,
    scope: pending.scope.join(' ') || undefined,
    state: pending.state,
    response_mode: rules.responseModeAlwaysSent || mode !== rules.defaultResponseMode ? mode : undefined,
    ...(isPkce && { code_challenge: deriveCodeChallenge(pending.codeVerifier), code_challenge_method: 'S256' }),
    ...(rules.display && { [rules.display.parameter]: rules.display[pending.display] }),
    ...(rules.sendsOrigin && !message && { origin: new URL(pending.redirectUri).origin }),
    ...context.part.authorizationParameters?.(),
    ...message?.parameters,
  }
  const own = Object.entries(further).filter(([name]) => !Object.hasOwn(parameters, name))
  return formatAuthorizationRequest(message?.endpoint ?? endpoints.authorization, [...Object.entries(parameters), ...own])
}

/** The client id under the platform's name for it; an app that is not registered gives its own name instead. */
function nameClient({ platform, clientId, appName }: ClientContext): Readonly<Record<string, string | undefined>> {
  const { unregistered } = platform.client
  return clientId === undefined && unregistered
    ? { [unregistered.nameParameter]: appName }
    : { [platform.authorization.clientIdParameter]: clientId }
}

/** A page cannot read what was posted to it, so never `form_post`. */
function responseMode({ authorization }: ClientPlatform): string | undefined {
  const { defaultResponseMode, responseModes } = authorization
  return defaultResponseMode === 'form_post' ? responseModes.find((mode) => mode !== 'form_post') : defaultResponseMode
}
