import { appendQuery } from './authorization-request.ts'
import { formatParameters } from './parameters.ts'

/** What came back from the authorization endpoint. Nothing is verified yet: compare `state` and `iss` before using `code`. */
export type AuthorizationResponse =
  | { readonly kind: 'code'; readonly code: string; readonly state: string | undefined; readonly iss: string | undefined }
  | {
      readonly kind: 'error'
      readonly error: string
      readonly errorDescription: string | undefined
      readonly errorUri: string | undefined
      readonly state: string | undefined
      readonly iss: string | undefined
    }

/**
 * Writes an authorization response into a redirect URI (RFC 6749 §4.1.2, OAuth 2.0 Multiple Response Types §2.1).
 *
 * @param redirectUri - The registered one, which has no fragment; its own query is kept.
 */
export function formatAuthorizationResponse(
  redirectUri: string,
  entries: Iterable<readonly [name: string, value: string | undefined]>,
  mode: 'query' | 'fragment',
): string {
  const parameters = formatParameters(entries)
  return mode === 'query' ? appendQuery(redirectUri, parameters) : `${redirectUri}#${parameters}`
}

/**
 * Reads the authorization response in a URL's query or fragment (RFC 6749 §4.1.2, RFC 9207 §2).
 *
 * `undefined` when there is none: neither a code, nor an error with a `state`. An error alone is not ours: any link could carry one.
 * A response parameter that is sent twice, or is not UTF-8, makes the whole no response.
 *
 * @param codeParameter - Another name for `code`, where the response carries something else in its place.
 */
export function parseAuthorizationResponse(url: string, codeParameter = 'code'): AuthorizationResponse | undefined {
  return findAuthorizationResponse(url, codeParameter)?.response
}

/** Removes an authorization response from a URL; everything else in its query and fragment stays as it is, byte by byte. */
export function removeAuthorizationResponse(url: string, codeParameter = 'code'): string {
  return findAuthorizationResponse(url, codeParameter)?.rest ?? url
}

/** A response, and what is left of where it stood. */
interface FoundResponse {
  readonly response: AuthorizationResponse
  readonly rest: string
}

/** A response with a `state` goes first: the `code` in an app's own query may be a coupon. */
export function findAuthorizationResponse(url: string, codeParameter = 'code'): FoundResponse | undefined {
  const [, base = '', query = '', fragment = ''] = /^([^?#]*)\??([^#]*)#?(.*)$/s.exec(url) ?? []
  const inQuery = readResponse(query, codeParameter)
  const inFragment = readResponse(fragment, codeParameter)
  const isInFragment = inFragment?.response.state || !inQuery
  const found = isInFragment ? inFragment : inQuery
  if (found === undefined) return undefined
  const [queryLeft, fragmentLeft] = isInFragment ? [query, found.rest] : [found.rest, fragment]
  return { response: found.response, rest: base + (queryLeft && `?${queryLeft}`) + (fragmentLeft && `#${fragmentLeft}`) }
}

/** Some platforms repeat the `scope`, some name their session. */
const RESPONSE_PARAMETERS = ['state', 'iss', 'error', 'error_description', 'error_uri', 'scope', 'session_state']

function readResponse(part: string, codeParameter: string): FoundResponse | undefined {
  const names = [codeParameter, ...RESPONSE_PARAMETERS]
  const isOurs = (pair: string): boolean => names.includes(pair.split('=', 1)[0] ?? '')
  const pairs = part.split('&')
  const ours = pairs.filter(isOurs).join('&')
  const found = new URLSearchParams(ours)
  const values = names.map((name) => found.getAll(name))
  // What is no UTF-8 reads as the replacement character.
  if (/%(?![\da-f]{2})/i.test(ours) || values.some(([value, again]) => again !== undefined || value?.includes('\ufffd'))) return undefined
  /** An empty parameter is one that is not there (RFC 6749 §3.1), except that it may not come twice either. */
  const [code, state, iss, error, errorDescription, errorUri] = values.map(([value]) => value || undefined)
  const common = { state, iss }
  const response: AuthorizationResponse | undefined =
    error && state ? { kind: 'error', error, errorDescription, errorUri, ...common } : code ? { kind: 'code', code, ...common } : undefined
  return response && { response, rest: pairs.filter((pair) => !isOurs(pair)).join('&') }
}
