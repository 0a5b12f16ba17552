import type { ClientPlatform } from './client-platform.ts'

/**
 * Moves a platform to another base: the same description, with every endpoint under `baseUrl`.
 *
 * @param baseUrl - Scheme, host, optional path, no trailing slash: `http://127.0.0.1:4700/audius`. Becomes the issuer.
 * @throws TypeError when `baseUrl` is not an absolute http or https URL, or has a query or fragment.
 */
export function rebasePlatform<P extends ClientPlatform>(platform: P, baseUrl: string): P {
  if (!/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(baseUrl))
    throw new TypeError('A base URL is http(s), without query, fragment and user name.')
  const base = new URL(baseUrl).href.replace(/\/+$/, '')
  if (base === platform.issuer) return platform
  const move = (url: string): string =>
    // A platform that has been moved below a path before does not take that path along.
    base + (url.startsWith(`${platform.issuer}/`) ? url.slice(platform.issuer.length) : new URL(url).pathname)
  const moved = Object.entries({ ...platform.endpoints }).map(([role, url]) => [role, url && move(url)] as const)
  return {
    ...platform,
    issuer: base,
    issuerIsPlaceholder: false,
    resourceServers: [base],
    endpoints: { ...platform.endpoints, ...Object.fromEntries(moved) },
  }
}
