import type { PlatformDescription } from '@stagedoor/platforms'

/** The names under which a program looks for the platforms, lower case, each once. */
export interface PlatformHosts {
  /** Reached by https. */
  readonly secure: readonly string[]
  /** Reached by http: names that only a platform's own SDK knows, such as `audius-api`. */
  readonly plain: readonly string[]
}

/** Collects every host that the descriptions name: issuer, other origins, endpoints, APIs. A placeholder is nobody's host. */
export function listPlatformHosts(descriptions: readonly PlatformDescription[]): PlatformHosts {
  const urls = descriptions.flatMap(listUrls).map((url) => new URL(url))
  const namesOf = (protocol: string): readonly string[] => [
    ...new Set(urls.filter((url) => url.protocol === protocol).map(({ hostname }) => hostname)),
  ]
  return { secure: namesOf('https:'), plain: namesOf('http:') }
}

function listUrls({ issuer, issuerIsPlaceholder, aliasOrigins, endpoints, resourceServers }: PlatformDescription): readonly string[] {
  if (issuerIsPlaceholder) return aliasOrigins
  const ofEndpoints = Object.values(endpoints).filter((url) => typeof url === 'string')
  return [issuer, ...aliasOrigins, ...ofEndpoints, ...resourceServers]
}
