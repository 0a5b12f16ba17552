import type { ClientPlatform } from '@stagedoor/platforms'

/**
 * Tells whether a URL is the platform's own, so that an access token may go there: below its issuer or one of its resource servers.
 *
 * Where one of them has a path, the URL has to be under it: an emulator serves several platforms on one origin. Origins are compared whole,
 * never by prefix, and a URL with a user name in it is nobody's.
 */
export function isPlatformUrl(url: string, { issuer, resourceServers = [] }: ClientPlatform): boolean {
  const target = new URL(url)
  if (target.username !== '' || target.password !== '') return false
  return [issuer, ...resourceServers].some((server) => isBelow(target, new URL(server)))
}

function isBelow(target: URL, base: URL): boolean {
  if (target.origin !== base.origin) return false
  const path = base.pathname.replace(/\/$/, '')
  // An encoded slash could climb out of the path on a server that decodes it.
  return path === '' || (`${target.pathname}/`.startsWith(`${path}/`) && !/%2f|%5c/i.test(target.pathname))
}
