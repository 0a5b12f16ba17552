type Environment = Readonly<Record<string, string | undefined>>

/**
 * Finds the proxy that the person's own environment asks for, so that traffic to the rest of the world goes on as before:
 * `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, small letters before capital ones, as curl reads them.
 *
 * @returns undefined for a direct connection; also for a kind of proxy that is not HTTP.
 */
export function findParentProxy(environment: Environment, protocol: 'http:' | 'https:', hostname: string): URL | undefined {
  const read = (name: string): string => environment[name] || environment[name.toUpperCase()] || ''
  const value = read(protocol === 'https:' ? 'https_proxy' : 'http_proxy') || read('all_proxy')
  if (value === '' || isExempt(read('no_proxy'), hostname)) return undefined
  const url = URL.parse(value.includes('://') ? value : `http://${value}`)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : undefined
}

/** Tells whether a `NO_PROXY` list names the host: `*`, the host itself, or a domain it is in. */
export function isExempt(noProxy: string, hostname: string): boolean {
  const name = hostname.toLowerCase()
  return splitNoProxy(noProxy).some((entry) => {
    const domain = entry
      .toLowerCase()
      .replace(/:\d+$/, '')
      .replace(/^\*?\./, '')
    return entry === '*' || name === domain || name.endsWith(`.${domain}`)
  })
}

export function splitNoProxy(noProxy: string): readonly string[] {
  return noProxy.split(/[\s,]+/).filter((entry) => entry !== '')
}

/** Writes the header that the user name and password in a proxy's URL ask for (RFC 7617); none without. */
export function formatProxyAuthorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}
