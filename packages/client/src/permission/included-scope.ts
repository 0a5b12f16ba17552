import type { ClientPlatform, PlatformDescription } from '@stagedoor/platforms'

type Inclusion = Readonly<Record<string, readonly string[]>>

/** Scope tokens that include others, by platform: what their descriptions say and the short forms for a bundle leave out. */
export const INCLUDED: Readonly<Record<string, Inclusion>> = {
  audiotool: { 'project:write': ['project:read'] },
  audius: { write: ['read'] },
}

/** Tells whether a granted scope covers a token: a platform may name `write` alone where that includes `read`. */
export function coversToken(
  platform: ClientPlatform & Partial<Pick<PlatformDescription, 'scopes'>>,
  granted: readonly string[],
  token: string,
): boolean {
  const inclusion = platform.scopes === undefined ? INCLUDED[platform.id] : readInclusion(platform.scopes)
  return granted.some((one) => one === token || inclusion?.[one]?.includes(token))
}

/** Takes from a whole description which token includes which. */
export function readInclusion(scopes: PlatformDescription['scopes']): Inclusion {
  return Object.fromEntries(scopes.flatMap(({ token, includes }) => (includes.length === 0 ? [] : [[token, includes]])))
}
