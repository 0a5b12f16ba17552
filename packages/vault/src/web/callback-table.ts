import type { Vault } from '../vault.ts'
import type { AppUrl } from './app-url.ts'

/** Where platforms call back. */
export interface CallbackTable {
  /** Registered ones that are not below `basePath`. */
  readonly paths: readonly string[]
  redirectUri(platformId: string): string
  /** Whose registered path it is; empty where several platforms share it; `undefined` where none has it. */
  platformAt(pathname: string): string | undefined
}

/**
 * Lists where platforms call back: at the redirect URI of their registration, else below `basePath`, each at a path of its own, so that no
 * platform's reply passes for another's (RFC 9700 §4.4).
 *
 * @throws TypeError: a redirect URI is on another origin, where no cookie of the app comes back.
 */
export function createCallbackTable(platforms: Vault['platforms'], { origin }: AppUrl, basePath: string): CallbackTable {
  const owners = new Map<string, string>()
  for (const { id, redirectUri } of platforms) {
    if (redirectUri === undefined) continue
    if (!URL.canParse(redirectUri) || new URL(redirectUri).origin !== origin)
      throw new TypeError(`The redirect URI of ${id} has to be on ${origin}, as baseUrl is: localhost is not 127.0.0.1.`)
    const { pathname } = new URL(redirectUri)
    owners.set(pathname, owners.has(pathname) ? '' : id)
  }
  return {
    paths: [...owners.keys()].filter((path) => !path.startsWith(`${basePath}/`)),
    redirectUri: (platformId) =>
      platforms.find(({ id }) => id === platformId)?.redirectUri ?? `${origin}${basePath}/callback/${platformId}`,
    platformAt: (pathname) => owners.get(pathname),
  }
}
