import type { HttpRequest } from '../../http/http-message.ts'

/**
 * Tells whether a form post was begun by a page of this server.
 *
 * `Origin` decides. Where a browser hides it (`null`) or leaves it out, `Sec-Fetch-Site` does, then `Referer`: no page can write any of the three.
 * A request with none of them is not a browser's.
 */
export function isOwnForm({ headers }: Pick<HttpRequest, 'headers'>, ownOrigins: ReadonlySet<string>): boolean {
  const { origin, referer } = headers
  if (origin !== undefined && origin !== 'null') return typeof origin === 'string' && ownOrigins.has(origin)
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return typeof referer === 'string' && URL.canParse(referer) && ownOrigins.has(new URL(referer).origin)
}
