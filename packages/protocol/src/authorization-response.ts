import { appendQuery } from './authorization-request.ts'
import { formatParameters } from './parameters.ts'

/**
 * What came back from the authorization endpoint. Nothing is verified yet: compare `state` and `iss` before using `code`.
 *
 * Without the words of an error, which any link can carry.
 */
export type AuthorizationResponse =
  | { readonly code: string; readonly state: string | undefined; readonly iss: string | undefined }
  | { readonly error: string; readonly state: string; readonly iss: string | undefined }

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

/**
 * Finds an authorization response in a URL's query or fragment, and what is left of the URL without it.
 *
 * One with a `state` goes first: the `code` in an app's own query may be a coupon.
 */
export function findAuthorizationResponse(url: string, codeParameter = 'code'): FoundResponse | undefined {
  const [, base = '', query = '', fragment = ''] = /^([^?#]*)\??([^#]*)#?(.*)$/s.exec(url) ?? []
  const join = (before: string, behind: string): string => base + (before && `?${before}`) + (behind && `#${behind}`)
  const inQuery = readResponse(query, codeParameter)
  const inFragment = readResponse(fragment, codeParameter)
  if (inFragment?.response.state || !inQuery) return inFragment && { ...inFragment, rest: join(query, inFragment.rest) }
  return { ...inQuery, rest: join(inQuery.rest, fragment) }
}

/** Some platforms repeat the `scope`, some name their session. */
const RESPONSE_PARAMETERS = ['state', 'iss', 'error', 'error_description', 'error_uri', 'scope', 'session_state']

function readResponse(part: string, codeParameter: string): FoundResponse | undefined {
  const found: Record<string, string | undefined> = {}
  const rest: string[] = []
  for (const pair of part.split('&')) {
    const [name = '', ...value] = pair.split('=')
    if (name !== codeParameter && !RESPONSE_PARAMETERS.includes(name)) rest.push(pair)
    else if (name in found) return undefined
    else {
      try {
        // An empty parameter is one that is not there (RFC 6749 §3.1), except that it may not come twice either.
        found[name] = decodeURIComponent(value.join('=').replaceAll('+', ' ')) || undefined
      } catch {
        return undefined // no UTF-8
      }
    }
  }
  const { [codeParameter]: code, state, iss, error } = found
  const response = error && state ? { error, state, iss } : code ? { code, state, iss } : undefined
  return response && { response, rest: rest.join('&') }
}
