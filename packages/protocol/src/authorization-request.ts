import { formatParameters } from './parameters.ts'

/** Parameters of an authorization request on the wire (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1). */
export interface AuthorizationRequestParameters {
  readonly response_type?: string
  readonly client_id?: string
  readonly redirect_uri?: string
  readonly scope?: string
  readonly state?: string
  readonly code_challenge?: string
  readonly code_challenge_method?: string
  readonly response_mode?: string
  readonly nonce?: string
  readonly prompt?: string
  readonly max_age?: string
  readonly login_hint?: string
  readonly display?: string
  readonly ui_locales?: string
  readonly acr_values?: string
  readonly id_token_hint?: string
  readonly request?: string
  readonly request_uri?: string
}

/**
 * Writes an authorization request: the endpoint's own query is kept (RFC 6749 §3.1), the parameters follow it.
 *
 * @param endpoint - Without a fragment.
 */
export function formatAuthorizationRequest(
  endpoint: string,
  entries: Iterable<readonly [name: string, value: string | undefined]>,
): string {
  return appendQuery(endpoint, formatParameters(entries))
}

/** Appends to a URL without a fragment. */
export function appendQuery(url: string, query: string): string {
  const separator = url.includes('?') ? (/[?&]$/.test(url) ? '' : '&') : '?'
  return query === '' ? url : url + separator + query
}
