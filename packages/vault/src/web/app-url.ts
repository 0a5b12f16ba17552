/** Where an app is for its visitors. Configured, never read from `Host`: whoever sends a request writes that. */
export interface AppUrl {
  readonly origin: string
  readonly isSecure: boolean
  /** Names a cookie: `__Host-` on https keeps other hosts of the domain from planting one; the port, because cookies know none. */
  cookieName(name: string): string
}

/** Reads the address of an app. @throws TypeError: no https, and not on this machine. */
export function parseAppUrl(text: string | URL): AppUrl {
  const { origin, protocol, hostname, port } = new URL(text)
  const isSecure = protocol === 'https:'
  if (!isSecure && !(protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)))
    throw new TypeError('baseUrl has to be https; http is for localhost, 127.0.0.1 and [::1] only.')
  const suffix = port === '' ? '' : `_${port}`
  return { origin, isSecure, cookieName: (name) => `${isSecure ? '__Host-' : ''}stagedoor_${name}${suffix}` }
}
