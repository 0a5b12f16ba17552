import { encodeBase64url } from './base64url.ts'
import { sha256 } from './sha256.ts'

/** The public half of an ES256 key (RFC 7518 §6.2.1), and nothing else. */
export interface PublicEcJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  /** 32 bytes, base64url. */
  readonly x: string
  /** 32 bytes, base64url. */
  readonly y: string
}

/** Names a key by its SHA-256 thumbprint (RFC 7638 §3): 43 characters. */
export function jwkThumbprint({ crv, kty, x, y }: PublicEcJwk): string {
  // > … the required members, ordered lexicographically, without whitespace (RFC 7638 §3.2, §3.3).
  return encodeBase64url(sha256(JSON.stringify({ crv, kty, x, y })))
}
