import { createPrivateKey, hash, type KeyObject, sign } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { AuthorizationCode } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'
import { getNewestSigningKey } from './signing-key.ts'

/** What an ID token says of a sign-in. */
type SignInFacts = Pick<AuthorizationCode, 'clientId' | 'userId' | 'scope' | 'nonce' | 'authenticatedAt'>

/** Issues the ID token of a redeemed code; `null` when its scope has no `openid`. */
export type IdTokenIssuer = (code: SignInFacts, accessToken: string) => Promise<string | null>

/** A signing key, ready for use. */
interface LoadedSigningKey {
  /** `kid` (RFC 7517 §4.5). */
  readonly id: string
  readonly privateKey: KeyObject
}

/**
 * Creates the issuer of ID tokens (OpenID Connect Core §2, §3.1.3.6); `null` where the platform does not speak OpenID Connect.
 *
 * Signs with node:crypto: through WebCrypto a signature takes a trip to another thread and costs a login more than the rest of its token request.
 * Asks each time which key is the newest, so a rotation holds at once, also one by another process; parsing it is what is done once.
 */
export function createIdTokenIssuer(context: ServerContext): IdTokenIssuer | null {
  if (!context.platform.openid) return null
  let loaded: LoadedSigningKey | undefined
  const load = async (): Promise<LoadedSigningKey> => {
    const { id, privateJwk } = await getNewestSigningKey(context)
    if (loaded?.id !== id) loaded = { id, privateKey: createPrivateKey({ key: privateJwk, format: 'jwk' }) }
    return loaded
  }
  return async (code, accessToken) => (code.scope.includes('openid') ? signIdToken(context, await load(), { code, accessToken }) : null)
}

function signIdToken(
  { platform, now }: ServerContext,
  { id, privateKey }: LoadedSigningKey,
  { code, accessToken }: { code: SignInFacts; accessToken: string },
): string {
  const issuedAt = now()
  const header = encode({ alg: 'ES256', kid: id, typ: 'JWT' })
  const claims = encode({
    iss: platform.issuer,
    sub: code.userId,
    aud: code.clientId,
    exp: issuedAt + idTokenLifetimeSeconds(platform),
    iat: issuedAt,
    auth_time: code.authenticatedAt,
    ...(code.nonce !== null && { nonce: code.nonce }),
    at_hash: hash('sha256', accessToken, 'buffer').subarray(0, 16).toString('base64url'), // the left half (OpenID Connect Core §3.1.3.6)
  })
  const input = `${header}.${claims}`
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** An ID token lives as long as the access token it comes with. */
export function idTokenLifetimeSeconds({ tokens }: PlatformDescription): number {
  return tokens.accessTokenLifetimeSeconds
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
