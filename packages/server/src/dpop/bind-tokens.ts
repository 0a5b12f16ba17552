import type { GrantRequest, TokenBinding } from '../grant-types/grant-handler.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { ServerContext } from '../server-context.ts'

const UNBOUND: TokenBinding = { accessToken: null, refreshToken: null }

/**
 * Decides what the tokens of a token request are bound to: the key that it proves, if it proves one (RFC 9449 §5).
 *
 * @throws OAuthError `invalid_dpop_proof`, `use_dpop_nonce`.
 */
export function bindTokens({ dpop }: ServerContext, request: HttpRequest, client: GrantRequest['client']): TokenBinding {
  if (dpop === undefined || request.headers['dpop'] === undefined) return UNBOUND
  const thumbprint = dpop.check(request)
  const isPublic = client === null || client.authenticationMethod === 'none'
  return { accessToken: thumbprint, refreshToken: isPublic ? thumbprint : null }
}
