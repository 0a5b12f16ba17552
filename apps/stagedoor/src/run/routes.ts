import type { PlatformHosts } from './platform-hosts.ts'

/**
 * Where a connection to `host:port` belongs.
 *
 * `tls-front` and `emulator` are ours. `to-https`: a platform's host over plain http, which is sent to https as the platform would.
 * `refused`: a platform's host on a port where the platform has nothing. `outside`: everything else, which is none of our business.
 */
export type Route = 'tls-front' | 'emulator' | 'to-https' | 'refused' | 'outside'

/** How far a command may reach besides the platforms: everywhere, as without us, or this machine alone. */
export type Reach = 'everywhere' | 'this-machine'

/** Decides where a connection belongs. A platform's host never leads outside: a test must not reach the real platform by accident. */
export function decideRoute(hosts: PlatformHosts, hostname: string, port: number): Route {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  const [isSecure, isPlain] = [hosts.secure.includes(name), hosts.plain.includes(name)]
  if (isSecure && port === 443) return 'tls-front'
  if (isPlain && port === 80) return 'emulator'
  if (isSecure && port === 80) return 'to-https'
  return isSecure || isPlain ? 'refused' : 'outside'
}

/** Tells whether a name or an address can only be this machine. */
export function isThisMachine(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(hostname)
}
