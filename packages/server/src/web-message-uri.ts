import type { PlatformDescription } from '@stagedoor/platforms'

/** Tells whether a `redirect_uri` is the platform's word for a message to the window that opened the sign-in, in any letter case. */
export function isWebMessageUri({ authorization }: PlatformDescription, redirectUri: string): boolean {
  const value = authorization.webMessage?.redirectUriValue ?? null
  return value !== null && redirectUri.toLowerCase() === value.toLowerCase()
}
