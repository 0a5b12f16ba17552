import { formatMultipartParameters } from './format-multipart-parameters.ts'
import { formatParameters } from './parameters.ts'

/** Parameters in the order they go to the wire; `undefined` ones are left out. */
export type ParameterEntries = readonly (readonly [name: string, value: string | undefined])[]

/** What every token request of a client may carry. `clientSecret` only for `client_secret_post` (RFC 6749 §2.3.1). */
interface ClientOfRequest {
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
}

/** A code to redeem (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export interface AuthorizationCodeRequest extends ClientOfRequest {
  readonly code: string
  /** Required when it was in the authorization request, and identical. */
  readonly redirectUri?: string | undefined
  readonly codeVerifier?: string | undefined
}

/** A refresh token to use (RFC 6749 §6). */
export interface RefreshTokenRequest extends ClientOfRequest {
  readonly refreshToken: string
  /** Only to narrow; leave it out for the same scope as before. */
  readonly scope?: readonly string[] | undefined
}

/** Names the parameters of a token request with grant type `authorization_code` (RFC 6749 §4.1.3). */
export function authorizationCodeRequest(request: AuthorizationCodeRequest): ParameterEntries {
  return [
    ['grant_type', 'authorization_code'],
    ['code', request.code],
    ['redirect_uri', request.redirectUri],
    ['code_verifier', request.codeVerifier],
    ['client_id', request.clientId],
    ['client_secret', request.clientSecret],
  ]
}

/** Names the parameters of a token request with grant type `refresh_token` (RFC 6749 §6). */
export function refreshTokenRequest(request: RefreshTokenRequest): ParameterEntries {
  return [
    ['grant_type', 'refresh_token'],
    ['refresh_token', request.refreshToken],
    ['scope', request.scope?.join(' ')],
    ['client_id', request.clientId],
    ['client_secret', request.clientSecret],
  ]
}

/**
 * Writes a token or revocation request. RFC 6749 §4.1.3 asks for `form`; some platforms want another encoding.
 *
 * @param boundary - Only for `multipart`: a text that is in none of the values.
 */
export function formatTokenRequest(
  entries: ParameterEntries,
  encoding: 'form' | 'json' | 'multipart',
  boundary = 'stagedoor-form-boundary',
): { readonly body: string; readonly contentType: string } {
  if (encoding === 'json') return { body: JSON.stringify(Object.fromEntries(entries)), contentType: 'application/json' }
  if (encoding === 'form') return { body: formatParameters(entries), contentType: 'application/x-www-form-urlencoded' }
  return { body: formatMultipartParameters(entries, boundary), contentType: `multipart/form-data; boundary=${boundary}` }
}
