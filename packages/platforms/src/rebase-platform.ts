import type { PlatformDescription } from './platform-description.ts'

/**
 * Moves a platform to another base: the same description, with every endpoint under `baseUrl`.
 *
 * @param baseUrl - Scheme, host, optional path, no trailing slash: `http://127.0.0.1:4700/audius`. Becomes the issuer.
 * @throws TypeError when `baseUrl` is not an absolute http or https URL, or has a query or fragment.
 */
export function rebasePlatform(platform: PlatformDescription, baseUrl: string): PlatformDescription {
  const base = parseBaseUrl(baseUrl)
  // A platform that has been moved below a path before does not take that path along.
  const move = (url: string): string =>
    base + (url.startsWith(`${platform.issuer}/`) ? url.slice(platform.issuer.length) : new URL(url).pathname)
  const { authorization, token, userinfo, revocation, introspection, jwks, popupStart, popupCallback } = platform.endpoints
  return {
    ...platform,
    issuer: base,
    issuerIsPlaceholder: false,
    resourceServers: [base],
    endpoints: {
      authorization: move(authorization),
      userinfo: move(userinfo),
      ...(token !== undefined && { token: move(token) }),
      ...(revocation !== undefined && { revocation: move(revocation) }),
      ...(introspection !== undefined && { introspection: move(introspection) }),
      ...(jwks !== undefined && { jwks: move(jwks) }),
      ...(popupStart !== undefined && { popupStart: move(popupStart) }),
      ...(popupCallback !== undefined && { popupCallback: move(popupCallback) }),
    },
  }
}

function parseBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new TypeError('A base URL is absolute and starts with http:// or https://.')
  if (/[?#]/.test(baseUrl) || url.username !== '' || url.password !== '')
    throw new TypeError('A base URL has no query, fragment or user name.')
  return url.href.replace(/\/+$/, '')
}
