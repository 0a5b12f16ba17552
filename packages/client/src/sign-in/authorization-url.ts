import type { ClientPlatform } from '@stagedoor/platforms'
import { deriveCodeChallenge, formatAuthorizationRequest } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { PendingLogin } from './pending-login.ts'

/** What an authorization request says besides the pending login. */
export interface AuthorizationDetail {
  /** The app's own; they cannot replace ours. */
  readonly parameters: Readonly<Record<string, string>> | undefined
  /** Set when the reply is to be posted to a page of this origin. */
  readonly openerOrigin: string | undefined
}

/**
 * Writes the URL of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), with the platform's own names.
 *
 * Synchronous down to the hash, because a browser lets only the click itself open a window.
 */
export function authorizationUrl(
  context: ClientContext,
  pending: PendingLogin,
  { parameters: further = {}, openerOrigin }: AuthorizationDetail,
): string {
  const { authorization: rules, endpoints, signedProfile } = context.platform
  // A page of the platform's own that opens the sign-in itself: it knows where the reply goes.
  const hosted = openerOrigin === undefined || rules.webMessage?.redirectUriValue !== null ? undefined : endpoints.popupStart
  const mode = responseMode(context.platform)
  const parameters = new Map<string, string | undefined>([
    ['response_type', hosted === undefined && signedProfile === null ? 'code' : undefined],
    nameClient(context),
    ['redirect_uri', hosted === undefined ? pending.redirectUri : undefined],
    ['scope', pending.scope.join(' ') || undefined],
    ['state', pending.state],
    ['response_mode', rules.responseModeAlwaysSent || mode !== rules.defaultResponseMode ? mode : undefined],
  ])
  if (rules.pkce === 'required') {
    parameters.set('code_challenge', deriveCodeChallenge(pending.codeVerifier))
    parameters.set('code_challenge_method', 'S256')
  }
  if (rules.display !== undefined) parameters.set(rules.display.parameter, rules.display[pending.display])
  if (rules.sendsOrigin) parameters.set('origin', openerOrigin ?? new URL(pending.redirectUri).origin)
  if (openerOrigin !== undefined && rules.webMessage) parameters.set(rules.webMessage.originParameter, openerOrigin)
  for (const [name, value] of Object.entries(further)) if (!parameters.has(name)) parameters.set(name, value)
  return formatAuthorizationRequest(hosted ?? endpoints.authorization, parameters)
}

/** The client id under the platform's name for it; an app that is not registered gives its own name instead. */
function nameClient({ platform, clientId, appName }: ClientContext): readonly [string, string | undefined] {
  const { unregistered } = platform.client
  return clientId === undefined && unregistered
    ? [unregistered.nameParameter, appName]
    : [platform.authorization.clientIdParameter, clientId]
}

/** A page cannot read what was posted to it, so never `form_post`. */
function responseMode({ authorization }: ClientPlatform): string | undefined {
  const { defaultResponseMode, responseModes } = authorization
  return defaultResponseMode === 'form_post' ? responseModes.find((mode) => mode !== 'form_post') : defaultResponseMode
}
