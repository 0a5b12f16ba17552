import { type ParseResult, parsed, problem } from './parse-result.ts'

/** What a redirect URI may look like on a platform; the `redirectUris` of a platform description is one. */
export interface RedirectUriGrammar {
  readonly schemes: 'https-and-loopback' | 'http-and-https'
  /** Custom schemes such as `myapp://`, for native clients. */
  readonly customSchemes: boolean
  /** Whether a loopback IP literal may use any port (RFC 8252 §7.3), for native clients. */
  readonly loopbackAnyPort: boolean
  /** Whether raw IP addresses other than loopback are refused. */
  readonly refusesRawIp: boolean
  /** Whether `localhost` by name is refused, so that only IP literals are loopback. */
  readonly refusesLocalhost: boolean
  readonly maxLength: number
}

/** A redirect URI that keeps the rules. */
export interface RedirectUri {
  /** The text as it was given: what is stored and what is compared. */
  readonly uri: string
  /** Lower case, without the colon. */
  readonly scheme: string
  /** Lower case, without port, IPv6 in brackets; `null` where there is none, as in `com.example.app:/callback`. */
  readonly host: string | null
  /** `localhost`, 127.0.0.0/8 or `[::1]` over http or https. */
  readonly loopback: boolean
  /** Neither http nor https: any app on a device can claim it (RFC 8252 §8.4). */
  readonly custom: boolean
}

/** Schemes that run something, open something on the device, or never come back to an app. */
const FORBIDDEN_SCHEME =
  /^(?:javascript|data|vbscript|file|blob|about|filesystem|view-source|chrome|edge|resource|jar|intent|content|wss?|ftps?|gopher|mailto|tel|sms)$/

/**
 * Reads a redirect URI, once, when it is registered (RFC 6749 §3.1.2, RFC 8252 §7). Afterwards texts are compared: {@link matchRedirectUri}.
 *
 * Stricter than RFC 3986 where two readers might disagree: no fragment, no user information, no dot segments, no `*`, no backslash,
 * one spelling of an IP address, and a host that the URL parser of a browser reads as the same host.
 *
 * Problems: `redirect_uri_` + `empty`, `length`, `traversal`, `wildcard`, `character`, `relative`, `scheme`, `custom_scheme`, `fragment`,
 * `userinfo`, `host`, `port`, `raw_ip`, `localhost`.
 */
export function parseRedirectUri(text: string, rules: RedirectUriGrammar): ParseResult<RedirectUri> {
  const form = findFormProblem(text, rules.maxLength)
  if (form !== undefined) return form
  const [, written = '', authority, rest = ''] = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?]*))?(.*)$/i.exec(text) ?? []
  const scheme = written.toLowerCase()
  if (scheme === '') return refuse('relative', 'Write the whole URI, with its scheme: https://…')
  if (FORBIDDEN_SCHEME.test(scheme)) return refuse('scheme', `A redirect URI never has the scheme ${scheme}.`)
  if (authority?.includes('@')) return refuse('userinfo', 'A redirect URI has no user name or password before its host.')
  if (scheme === 'http' || scheme === 'https') return parseWebRedirectUri(text, scheme, authority ?? '', rules)

  if (authority === undefined && !rest.startsWith('/')) {
    return refuse(
      'relative',
      `"${scheme}:" is read as a scheme here. Put http:// or https:// in front of a host; a custom scheme goes on with a slash.`,
    )
  }
  if (!rules.customSchemes) return refuse('custom_scheme', 'This platform takes http and https only.')
  const host = /^([\w.~-]*)(?::\d{1,5})?$/.exec(authority ?? '')?.[1]
  if (host === undefined || !URL.canParse(text))
    return refuse('host', 'After the slashes of a custom scheme stands a name (letters, digits, -._~).')
  return parsed({ uri: text, scheme, host: host.toLowerCase() || null, loopback: false, custom: true })
}

/** What can be said before the parts are known. */
function findFormProblem(text: string, maxLength: number): ParseResult<never> | undefined {
  if (text === '') return refuse('empty', 'The redirect URI is empty.')
  if (text.length > maxLength) return refuse('length', `A redirect URI has at most ${maxLength} characters.`)
  // Encoded, too: a proxy or file server may decode before it walks the path.
  if (/(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?=[/\\?#]|%2f|%5c|$)/i.test(text))
    return refuse('traversal', 'A redirect URI has no path segment "." or "..".')
  if (text.includes('*')) return refuse('wildcard', 'There are no wildcards: register every redirect URI as a whole.')
  if (text.includes('#')) return refuse('fragment', 'A redirect URI has no fragment: leave out "#" and what follows (RFC 6749 §3.1.2).')
  if (/[^!$%&'()+,\-./:;=?@[\]_~a-z\d]|%(?![\da-f]{2})/i.test(text)) {
    return refuse('character', 'A redirect URI is visible ASCII as in RFC 3986: percent-encode the rest, and write a host as xn--….')
  }
  return undefined
}

function parseWebRedirectUri(text: string, scheme: string, authority: string, rules: RedirectUriGrammar): ParseResult<RedirectUri> {
  const [, written = '', port] = /^(\[[\da-f:.]+\]|[^:[\]]*)(?::(.*))?$/i.exec(authority) ?? []
  const host = written.toLowerCase()
  if (port !== undefined && (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535)) {
    return refuse('port', 'A port is a number from 1 to 65535, without leading zeros.')
  }
  const address = isIpv4(host) || host.startsWith('[')
  const loopback = host === 'localhost' || host === '[::1]' || (isIpv4(host) && host.startsWith('127.'))
  // A last label of digits makes a browser read the whole host as an IPv4 address, in whatever notation (127.1, 0x7f.1, 2130706433).
  if (!address && /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(host)) return refuse('raw_ip', 'Write an IPv4 address as four decimal numbers.')
  if (address && rules.refusesRawIp && !loopback)
    return refuse('raw_ip', 'A host is a name, not an IP address, unless it is 127.0.0.1 or [::1].')
  if (host === 'localhost' && rules.refusesLocalhost)
    return refuse('localhost', 'Write 127.0.0.1: this platform refuses localhost by name.')
  if (!isHost(host, address) || !URL.canParse(text) || new URL(text).hostname !== host) {
    return refuse('host', 'The host is not a DNS name (letters, digits, hyphens, dots; xn--… for others).')
  }
  if (scheme === 'http' && rules.schemes === 'https-and-loopback' && !loopback) {
    return refuse('scheme', 'Use https: http is only for localhost, 127.0.0.1 and [::1].')
  }
  return parsed({ uri: text, scheme, host, loopback, custom: false })
}

/** Four decimal numbers from 0 to 255, without leading zeros. */
function isIpv4(host: string): boolean {
  const numbers = host.split('.')
  return numbers.length === 4 && numbers.every((number) => /^(?:0|[1-9]\d{0,2})$/.test(number) && Number(number) < 256)
}

function isHost(host: string, address: boolean): boolean {
  return address || (host.length <= 253 && host.split('.').every((label) => /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(label)))
}

function refuse(what: string, message: string): ParseResult<never> {
  return problem({ code: `redirect_uri_${what}`, message, parameter: 'redirect_uri' })
}

/**
 * Finds the registered redirect URI that was sent (RFC 9700 §2.1: exact string matching); `undefined` when it is not registered.
 *
 * One exception, here and nowhere else (RFC 8252 §7.3): for a native client, on a platform that allows it, the port of `http://127.0.0.1` and
 * `http://[::1]` may be any. Then the sent text is what is returned; it differs from a registered one in its port only.
 */
export function matchRedirectUri(
  sent: string,
  registered: readonly string[],
  options: { readonly native: boolean; readonly loopbackAnyPort: boolean },
): string | undefined {
  if (registered.includes(sent)) return sent
  if (!options.native || !options.loopbackAnyPort) return undefined
  const wanted = withoutLoopbackPort(sent)
  return wanted !== undefined && registered.some((uri) => withoutLoopbackPort(uri) === wanted) ? sent : undefined
}

/** The URI without its port when it is http on a loopback IP literal; `undefined` for every other. `localhost` is a name, not a literal. */
function withoutLoopbackPort(uri: string): string | undefined {
  const match = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?(?=[/?]|$)/.exec(uri)
  if (match === null || Number(match[2] ?? 1) > 65_535) return undefined
  return `${match[1]}${uri.slice(match[0].length)}`
}
