import type { PlatformDescription } from '@stagedoor/platforms'

/** Tells whether a `redirect_uri` is the platform's word for a message to the window that opened the sign-in, in any letter case. */
export function isWebMessageUri({ authorization }: PlatformDescription, redirectUri: string): boolean {
  const value = authorization.webMessage?.redirectUriValue ?? null
  return value !== null && redirectUri.toLowerCase() === value.toLowerCase()
}

/** Writes a `redirect_uri` as it is compared: byte by byte, but for the letter case of that word. */
export function normaliseRedirectUri(platform: PlatformDescription, redirectUri: string): string {
  return isWebMessageUri(platform, redirectUri) ? redirectUri.toLowerCase() : redirectUri
}
