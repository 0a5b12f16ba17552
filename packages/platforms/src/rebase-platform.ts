import type { ClientPlatform } from './client-platform.ts'

/**
 * Moves a platform to another base: the same description, with the path of every endpoint behind `baseUrl`. One that has been moved below
 * a path before takes that path along: move the original.
 *
 * @param baseUrl - Scheme, host, optional path: `http://127.0.0.1:4700/audius`. Becomes the issuer, without slashes at its end.
 * @throws TypeError when `baseUrl` is not an absolute http or https URL, or has a query, fragment or user name.
 */
export function rebasePlatform<P extends ClientPlatform>(platform: P, baseUrl: string): P {
  if (!/^https?:\/\/[^?#@]+$/i.test(baseUrl)) throw new TypeError('baseUrl: http(s)://host/path')
  const issuer = new URL(baseUrl).href.replace(/\/+$/, '')
  if (issuer === platform.issuer) return platform
  const move = (role: string, url: string): string => (role && url ? issuer + new URL(url).pathname : url)
  return {
    ...platform,
    issuer,
    issuerIsPlaceholder: false,
    resourceServers: [issuer],
    endpoints: JSON.parse(JSON.stringify(platform.endpoints), move),
  }
}
