import type { HttpRequest } from './http-message.ts'

/** Names of the cookies of one server; no two servers on one host share them, since cookies ignore ports and `__Host-` forbids a `Path`. */
export interface CookieNames {
  /** Holds the secret of a {@link BrowserSession}: who is signed in. */
  readonly session: string
  /** Holds a secret of this browser: binds transactions and forms to it, says nothing about a person. */
  readonly browser: string
}

/**
 * Names the cookies of a server.
 *
 * On https the `__Host-` prefix keeps other hosts of the domain from planting one (RFC 6265bis §4.1.3.2).
 */
export function cookieNames(platformId: string, baseUrl: URL): CookieNames {
  const prefix = baseUrl.protocol === 'https:' ? '__Host-' : ''
  const suffix = baseUrl.port === '' ? platformId : `${platformId}_${baseUrl.port}`
  return { session: `${prefix}stagedoor_session_${suffix}`, browser: `${prefix}stagedoor_browser_${suffix}` }
}

/** Finds a cookie's value in a request; of several with one name, the first (RFC 6265 §5.4 sends the most specific first). */
export function findCookie(request: HttpRequest, name: string): string | undefined {
  const header = request.headers.cookie
  if (header === undefined) return undefined
  const text = typeof header === 'string' ? header : header.join('; ')
  let from = 0
  while (from < text.length) {
    const semicolon = text.indexOf(';', from)
    const end = semicolon === -1 ? text.length : semicolon
    while (text.charCodeAt(from) === 0x20) from++
    if (text.startsWith(name, from) && text.charCodeAt(from + name.length) === 0x3d)
      return text.slice(from + name.length + 1, end).trimEnd()
    from = end + 1
  }
  return undefined
}

/**
 * Formats a `Set-Cookie` value: `HttpOnly`, `SameSite=Lax`, for the whole host.
 *
 * @param cookie - `maxAgeSeconds` from now; 0 deletes it. `secure` must be set on https.
 */
export function formatSetCookie(cookie: {
  readonly name: string
  readonly value: string
  readonly maxAgeSeconds: number
  readonly secure: boolean
}): string {
  const secure = cookie.secure ? '; Secure' : ''
  return `${cookie.name}=${cookie.value}; Path=/; Max-Age=${cookie.maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}
