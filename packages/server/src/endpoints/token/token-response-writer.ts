import type { PlatformDescription } from '@stagedoor/platforms'
import { formatScope, type TokenResponse } from '@stagedoor/protocol'
import type { IssuedTokens } from '../../grant-types/grant-handler.ts'

/** Creates the writer of a platform's token responses (RFC 6749 §5.1): only the members that the platform really sends. */
export function createTokenResponseWriter({ tokenResponse }: PlatformDescription): (tokens: IssuedTokens) => string {
  const { tokenType, members } = tokenResponse
  const hasTokenType = members.includes('token_type')
  const hasLifetime = members.includes('expires_in')
  const hasScope = members.includes('scope')

  return ({ accessToken, lifetimeSeconds, refreshToken, scope, idToken }) => {
    const response: TokenResponse = {
      access_token: accessToken,
      ...(hasTokenType && { token_type: tokenType }),
      ...(hasLifetime && { expires_in: lifetimeSeconds }),
      ...(refreshToken !== null && { refresh_token: refreshToken }),
      ...(hasScope && { scope: formatScope(scope) }),
      ...(idToken !== null && { id_token: idToken }),
    }
    return JSON.stringify(response)
  }
}
