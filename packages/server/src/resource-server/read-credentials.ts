import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError, parseBearerToken, parseQueryParameters, parseUserPassword, type UserPassword } from '@stagedoor/protocol'
import type { HttpRequest } from '../http/http-message.ts'
import { malformed } from '../http/read-parameters.ts'
import { refuseToken } from './token-refusal.ts'

/** What a request brings to prove whose it is. Nothing in it has been verified. */
export type Credentials =
  | {
      readonly kind: 'token'
      readonly text: string
      /** Whether it claims to be bound to a key, which the request then proves (RFC 9449 §7.1). */
      readonly isBound: boolean
    }
  | ({ readonly kind: 'password' } & UserPassword)

/** `Authorization` scheme of tokens that are bound to a key (RFC 9449 §7.1). */
export const DPOP_SCHEME = 'DPoP'

/** Reads the credentials of a request to an API; `undefined` when it brings none. */
export type CredentialsReader = (request: HttpRequest) => Credentials | undefined

/**
 * Creates the reader of a platform's credentials: a token in the `Authorization` header, under any of the platform's schemes and in any letter
 * case (RFC 6750 §2.1), or as one bound to a key (RFC 9449 §7.1); in the query where the platform takes it there (RFC 6750 §2.3); a person's own password (RFC 7617).
 *
 * A body is never looked at. The reader throws `invalid_token` for a header that is nothing of these, and `invalid_request` for a token in
 * two places or twice in the query.
 */
export function createCredentialsReader({ resources, tokens }: PlatformDescription): CredentialsReader {
  const { authorizationSchemes, tokenQueryParameter, basic } = resources
  const schemes = tokens.dpop === undefined ? authorizationSchemes : [...authorizationSchemes, DPOP_SCHEME]

  return (request) => {
    const { authorization } = request.headers
    const inQuery = tokenQueryParameter === null || request.query === '' ? undefined : findInQuery(request.query, tokenQueryParameter)
    if (typeof authorization !== 'string') return inQuery === undefined ? undefined : { kind: 'token', text: inQuery, isBound: false }
    // > Clients MUST NOT use more than one method to transmit the token in each request (RFC 6750 §2).
    if (inQuery !== undefined) {
      throw new OAuthError('invalid_request', 'Send the access token in the Authorization header or in the URL, not in both.', {
        reason: 'access_token_twice',
      })
    }
    for (const scheme of schemes) {
      const text = parseBearerToken(authorization, scheme)
      if (text !== undefined) return { kind: 'token', text, isBound: scheme === DPOP_SCHEME }
    }
    const person = basic ? parseUserPassword(authorization) : undefined
    if (person === undefined) throw refuseToken('authorization_header_malformed')
    return { kind: 'password', ...person }
  }
}

/** A query that does not name the parameter is the API's own business, well-formed or not. */
function findInQuery(query: string, parameter: string): string | undefined {
  if (!query.includes(parameter)) return undefined
  const result = parseQueryParameters(query)
  if (!result.ok) throw malformed(result.problem)
  return result.value.get(parameter)
}
