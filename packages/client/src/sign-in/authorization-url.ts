import type { ClientContext } from '../client-context.ts'
import { withQuery } from '../requests/format-query.ts'
import type { PreparedSignIn } from './prepare-sign-in.ts'

/**
 * Writes the URL of an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3), with the platform's own names.
 *
 * The app's own parameters cannot replace ours.
 *
 * @param challenge - Of the code verifier.
 */
export function authorizationUrl(
  context: ClientContext,
  { pending, message, parameters: further }: PreparedSignIn,
  challenge: string,
): string {
  const { authorization: rules, endpoints } = context.platform
  const parameters = {
    response_type: 'code',
    // An app that is not registered gives its own name instead of an id.
    [(!context.clientId && context.platform.client.unregistered?.nameParameter) || rules.clientIdParameter || 'client_id']:
      context.clientId ?? context.appName,
    redirect_uri: pending.redirectUri,
    scope: pending.scope.join(' ') || undefined,
    state: pending.state,
    response_mode: rules.sentResponseMode ?? undefined,
    ...(rules.pkce !== 'unsupported' && { code_challenge: challenge, code_challenge_method: 'S256' }),
    ...(rules.display && { [rules.display.parameter ?? 'display']: rules.display[pending.display] ?? pending.display }),
    ...(rules.sendsOrigin && !message && { origin: new URL(pending.redirectUri).origin }),
    ...context.part.authorizationParameters?.(),
    ...message?.parameters,
  }
  return withQuery(message?.endpoint ?? endpoints.authorization, { ...further, ...parameters })
}
