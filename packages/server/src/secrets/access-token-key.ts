import type { PlatformDescription } from '@stagedoor/platforms'
import type { SecretKey } from '../ports/records.ts'
import { readOpaqueSecret } from './opaque-secret.ts'

/** Reads the key of an access token or a personal token; `undefined` when it was certainly not issued by this platform. */
export function readAccessTokenKey({ tokens, resources }: PlatformDescription, text: string): SecretKey | undefined {
  const key = readOpaqueSecret(tokens.accessTokenFormat, text)
  return key ?? (resources.personalToken === null ? undefined : readOpaqueSecret(resources.personalToken.format, text))
}
