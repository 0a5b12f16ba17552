/**
 * Tells whether a page of the app itself sent this request that changes something; any page may send one with the visitor's cookies.
 *
 * A browser says where a POST comes from in `Origin`, or in `Sec-Fetch-Site`. What says neither is no browser of today, and is not heard.
 */
export function isOwnRequest({ headers }: Pick<Request, 'headers'>, origins: readonly string[]): boolean {
  const origin = headers.get('origin')
  return origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origins.includes(origin)
}

/**
 * Tells whether the visitor came here by a link of the app itself, or typed the address: not by a picture, a frame or a prefetch of it.
 *
 * Browsers of before `Sec-Fetch-Site` count as foreign.
 */
export function isOwnNavigation({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers.get('sec-fetch-site')
  return (
    (site === 'same-origin' || site === 'none') &&
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-dest') === 'document' &&
    !headers.get('sec-purpose')?.includes('prefetch')
  )
}
