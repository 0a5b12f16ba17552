import type { PlatformDescription } from '@stagedoor/platforms'

/**
 * Tells whether a URL is the platform's own, so that an access token may go there.
 *
 * On the issuer's origin it has to be under the issuer's path: an emulator serves several platforms on one origin. Origins are compared
 * whole, never by prefix, and a URL with a user name in it is nobody's.
 */
export function isPlatformUrl(url: string, { issuer, endpoints }: PlatformDescription): boolean {
  const target = new URL(url)
  if (target.username !== '' || target.password !== '') return false
  const base = new URL(issuer)
  if (target.origin !== base.origin) return Object.values(endpoints).some((endpoint) => new URL(endpoint).origin === target.origin)
  const path = base.pathname.replace(/\/$/, '')
  // An encoded slash could climb out of the path on a server that decodes it.
  return path === '' || (`${target.pathname}/`.startsWith(`${path}/`) && !/%2f|%5c/i.test(target.pathname))
}
