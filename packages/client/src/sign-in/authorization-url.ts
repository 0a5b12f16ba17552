import type { PlatformDescription } from '@stagedoor/platforms'
import { deriveCodeChallenge, formatAuthorizationRequest } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { PendingLogin } from './pending-login.ts'

/**
 * Writes the URL of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), with the platform's own names.
 *
 * Synchronous down to the hash, because a browser lets only the click itself open a window.
 */
export function authorizationUrl(
  { platform, clientId }: ClientContext,
  pending: PendingLogin,
  further: Readonly<Record<string, string>>,
): string {
  const rules = platform.authorization
  const mode = responseMode(platform)
  const parameters = new Map<string, string | undefined>([
    ['response_type', 'code'],
    [rules.clientIdParameter, clientId],
    ['redirect_uri', pending.redirectUri],
    ['scope', pending.scope.join(' ') || undefined],
    ['state', pending.state],
    ['response_mode', rules.responseModeAlwaysSent || mode !== rules.defaultResponseMode ? mode : undefined],
  ])
  if (rules.pkce === 'required') {
    parameters.set('code_challenge', deriveCodeChallenge(pending.codeVerifier))
    parameters.set('code_challenge_method', 'S256')
  }
  if (rules.display !== undefined) parameters.set(rules.display.parameter, rules.display[pending.display])
  if (rules.sendsOrigin) parameters.set('origin', new URL(pending.redirectUri).origin)
  for (const [name, value] of Object.entries(further)) if (!parameters.has(name)) parameters.set(name, value)
  return formatAuthorizationRequest(platform.endpoints.authorization, parameters)
}

/** A page cannot read what was posted to it, so never `form_post`. */
function responseMode({ authorization }: PlatformDescription): string | undefined {
  const { defaultResponseMode, responseModes } = authorization
  return defaultResponseMode === 'form_post' ? responseModes.find((mode) => mode !== 'form_post') : defaultResponseMode
}
