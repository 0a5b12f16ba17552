import { appendQuery } from './authorization-request.ts'
import { decodeFormText, formatParameters } from './parameters.ts'

/** What came back from the authorization endpoint. Nothing is verified yet: compare `state` and `iss` before using `code`. */
export type AuthorizationResponse =
  | { readonly kind: 'code'; readonly code: string; readonly state?: string; readonly iss?: string }
  | {
      readonly kind: 'error'
      readonly error: string
      readonly errorDescription?: string
      readonly errorUri?: string
      readonly state?: string
      readonly iss?: string
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
  return findResponse(splitUrl(url), codeParameter)?.response
}

/** Removes an authorization response from a URL; everything else in its query and fragment stays as it is, byte by byte. */
export function removeAuthorizationResponse(url: string, codeParameter = 'code'): string {
  const parts = splitUrl(url)
  const place = findResponse(parts, codeParameter)?.place
  if (place === undefined) return url
  const kept = parts[place]
    .split('&')
    .filter((pair) => findName(pair, codeParameter) === undefined)
    .join('&')
  const query = place === 'query' ? kept : parts.query
  const fragment = place === 'fragment' ? kept : parts.fragment
  return parts.base + (query && `?${query}`) + (fragment && `#${fragment}`)
}

/** Some platforms repeat the `scope`, some name their session. */
const RESPONSE_PARAMETERS = ['state', 'iss', 'error', 'error_description', 'error_uri', 'scope', 'session_state']

/** Names the response parameter that a pair is about. */
function findName(pair: string, codeParameter: string): string | undefined {
  const [name = ''] = pair.split('=', 1)
  return name === codeParameter || RESPONSE_PARAMETERS.includes(name) ? name : undefined
}

interface UrlParts {
  readonly base: string
  readonly query: string
  readonly fragment: string
}

function splitUrl(url: string): UrlParts {
  const hash = url.indexOf('#')
  const beforeFragment = hash < 0 ? url : url.slice(0, hash)
  const question = beforeFragment.indexOf('?')
  return {
    base: question < 0 ? beforeFragment : beforeFragment.slice(0, question),
    query: question < 0 ? '' : beforeFragment.slice(question + 1),
    fragment: hash < 0 ? '' : url.slice(hash + 1),
  }
}

/** A response with a `state` goes first: the `code` in an app's own query may be a coupon. */
function findResponse(
  parts: UrlParts,
  codeParameter: string,
): { readonly place: 'query' | 'fragment'; readonly response: AuthorizationResponse } | undefined {
  const query = readResponse(parts.query, codeParameter)
  const fragment = readResponse(parts.fragment, codeParameter)
  if (fragment?.state || !query) return fragment && { place: 'fragment', response: fragment }
  return { place: 'query', response: query }
}

function readResponse(part: string, codeParameter: string): AuthorizationResponse | undefined {
  const found = new Map<string, string>()
  for (const pair of part.split('&')) {
    const name = findName(pair, codeParameter)
    if (name === undefined) continue
    const value = decodeFormText(pair.slice(name.length + 1))
    if (value === undefined || found.has(name)) return undefined
    found.set(name, value)
  }
  const [code, state, iss, error] = [codeParameter, 'state', 'iss', 'error'].map((name) => found.get(name))
  const common = { ...(state && { state }), ...(iss && { iss }) }
  const errorDescription = found.get('error_description')
  const errorUri = found.get('error_uri')
  if (error && state)
    return { kind: 'error', error, ...(errorDescription && { errorDescription }), ...(errorUri && { errorUri }), ...common }
  return code ? { kind: 'code', code, ...common } : undefined
}
