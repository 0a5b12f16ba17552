import { appendQuery } from './authorization-request.ts'
import { decodeFormText, formatParameters } from './parameters.ts'

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
  return findResponse(splitUrl(url), codeParameter)?.response
}

/** Removes an authorization response from a URL; everything else in its query and fragment stays as it is, byte by byte. */
export function removeAuthorizationResponse(url: string, codeParameter = 'code'): string {
  const parts = splitUrl(url)
  const found = findResponse(parts, codeParameter)
  if (found === undefined) return url
  const kept = parts[found.place].split('&').filter((pair) => findName(pair, codeParameter) === undefined)
  const query = found.place === 'query' ? kept.join('&') : parts.query
  const fragment = found.place === 'query' ? parts.fragment : kept.join('&')
  return parts.base + (query && `?${query}`) + (fragment && `#${fragment}`)
}

/** Some platforms repeat the `scope`, some name their session. */
const RESPONSE_PARAMETERS = ['state', 'iss', 'error', 'error_description', 'error_uri', 'scope', 'session_state']

/** Names the response parameter that a pair is about. */
function findName(pair: string, codeParameter: string): string | undefined {
  return [codeParameter, ...RESPONSE_PARAMETERS].find((name) => name === pair.split('=', 1)[0])
}

interface UrlParts {
  readonly base: string
  readonly query: string
  readonly fragment: string
}

function splitUrl(url: string): UrlParts {
  const [, base = '', query = '', fragment = ''] = /^([^?#]*)\??([^#]*)#?(.*)$/s.exec(url) ?? []
  return { base, query, fragment }
}

interface FoundResponse {
  readonly place: 'query' | 'fragment'
  readonly response: AuthorizationResponse
}

/** A response with a `state` goes first: the `code` in an app's own query may be a coupon. */
function findResponse(parts: UrlParts, codeParameter: string): FoundResponse | undefined {
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
    // An empty parameter is one that is not there (RFC 6749 §3.1), except that it may not come twice either.
    found.set(name, value)
  }
  const text = (name: string): string | undefined => found.get(name) || undefined
  const [code, state, error] = [text(codeParameter), text('state'), text('error')]
  const common = { state, iss: text('iss') }
  if (error && state) return { kind: 'error', error, errorDescription: text('error_description'), errorUri: text('error_uri'), ...common }
  return code ? { kind: 'code', code, ...common } : undefined
}
