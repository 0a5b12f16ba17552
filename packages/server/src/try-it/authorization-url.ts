import { createCodeVerifier, deriveCodeChallenge, formatParameters, formatScope } from '@stagedoor/protocol'
import type { Client } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'
import { consoleRedirectUri } from './console-redirect.ts'

/** Draws a verifier, where the platform asks for PKCE. */
export function drawVerifier({ platform, random }: ServerContext): string {
  return platform.authorization.pkce === 'required' ? createCodeVerifier(random) : ''
}

/** Puts together the authorization request of a run (RFC 6749 §4.1.1), as this platform wants it. */
export function describeAuthorization(
  context: ServerContext,
  client: Client,
  { scope, codeVerifier, state }: { readonly scope: readonly string[]; readonly codeVerifier: string; readonly state: string },
): { readonly url: string; readonly parameters: readonly (readonly [name: string, value: string])[] } {
  const { authorization, endpoints, signedProfile } = context.platform
  const statesMode = authorization.responseModes.includes('query') && authorization.defaultResponseMode !== 'query'
  const parameters: readonly (readonly [string, string])[] = [
    [authorization.clientIdParameter, client.id],
    ['redirect_uri', consoleRedirectUri(context, client.id)],
    ...(signedProfile === null ? [['response_type', 'code'] as const] : []),
    ...(statesMode || authorization.sentResponseMode !== null ? [['response_mode', 'query'] as const] : []),
    ...(scope.length === 0 ? [] : [['scope', formatScope(scope)] as const]),
    ['state', state],
    ...(codeVerifier === ''
      ? []
      : [['code_challenge', deriveCodeChallenge(codeVerifier)] as const, ['code_challenge_method', 'S256'] as const]),
  ]
  return { url: `${endpoints.authorization}?${formatParameters(parameters)}`, parameters }
}
