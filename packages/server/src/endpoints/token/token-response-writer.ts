import { formatScope, type TokenResponse } from '@stagedoor/protocol'
import type { IssuedTokens } from '../../grant-types/grant-handler.ts'
import { readProfileClaim } from '../../profile-claims.ts'
import type { ServerContext } from '../../server-context.ts'

/** Writes a token response; waits for the store only where the platform names the person in it. */
export type TokenResponseWriter = (tokens: IssuedTokens) => string | Promise<string>

/** Creates the writer of a platform's token responses (RFC 6749 §5.1): only the members that the platform really sends. */
export function createTokenResponseWriter(context: ServerContext): TokenResponseWriter {
  const { tokenType, members, claims } = context.platform.tokenResponse
  const hasTokenType = members.includes('token_type')
  const hasLifetime = members.includes('expires_in')
  const hasScope = members.includes('scope')

  const describe = ({ accessToken, lifetimeSeconds, refreshToken, scope, idToken, isBound }: IssuedTokens): TokenResponse => ({
    access_token: accessToken,
    ...(hasTokenType && { token_type: isBound ? 'DPoP' : tokenType }),
    ...(hasLifetime && { expires_in: lifetimeSeconds }),
    ...(refreshToken !== null && { refresh_token: refreshToken }),
    ...(hasScope && { scope: formatScope(scope) }),
    ...(idToken !== null && { id_token: idToken }),
  })
  if (Object.keys(claims).length === 0) return (tokens) => JSON.stringify(describe(tokens))
  return async (tokens) => JSON.stringify({ ...describe(tokens), ...(await describePerson(context, tokens.userId)) })
}

/** The claims of the person, under the platform's names; what is not known is left out. */
async function describePerson({ platform, store }: ServerContext, userId: string): Promise<Readonly<Record<string, unknown>>> {
  const user = await store.users.find(userId)
  if (user === undefined) return {}
  return Object.fromEntries(Object.entries(platform.tokenResponse.claims).map(([name, claim]) => [name, readProfileClaim[claim](user)]))
}
