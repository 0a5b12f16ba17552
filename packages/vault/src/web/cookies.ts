/** Finds a cookie's value in a request; of several with one name, the first (RFC 6265 §5.4 sends the most specific first). */
export function findCookie({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const text = pair.trim()
    if (text.startsWith(`${name}=`)) return text.slice(name.length + 1)
  }
  return undefined
}

/**
 * Formats a `Set-Cookie` value: `HttpOnly`, `SameSite=Lax`, for the whole host. Not `Strict`: a platform's reply is a navigation from another site.
 *
 * @param cookie - `maxAgeSeconds` from now; 0 deletes it.
 */
export function formatSetCookie(cookie: {
  readonly name: string
  readonly value: string
  readonly maxAgeSeconds: number
  readonly isSecure: boolean
}): string {
  const secure = cookie.isSecure ? '; Secure' : ''
  return `${cookie.name}=${cookie.value}; Path=/; Max-Age=${cookie.maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}
