import type { ServerContext } from '@stagedoor/server'

/** Tells what stands at a path below the base URL of a platform: the role of a described endpoint, or a word of ours. */
export interface EndpointNames {
  /** What a path may be called, for a person who chooses one. */
  readonly known: readonly string[]
  /** `resource` for all that has no name of its own: the platform's sample API, and what does not exist. */
  nameOf(path: string): string
}

const OWN_NAMES: readonly (readonly [path: string, name: string])[] = [
  ['/interaction/sign-in', 'signIn'],
  ['/interaction/consent', 'consent'],
  ['/.well-known/oauth-authorization-server', 'metadata'],
  ['/.well-known/openid-configuration', 'metadata'],
]

/** Names the paths of a platform by the roles in its description: `token`, `authorization`, `userinfo`, … */
export function nameEndpoints({ platform, basePath }: Pick<ServerContext, 'platform' | 'basePath'>): EndpointNames {
  const names = new Map(OWN_NAMES)
  for (const [role, url] of Object.entries(platform.endpoints)) {
    const path = new URL(url).pathname.slice(basePath.length)
    // Two roles of one path go by the first.
    if (!names.has(path)) names.set(path, role)
  }
  return { known: [...new Set([...names.values(), 'resource'])], nameOf: (path) => names.get(path) ?? 'resource' }
}
