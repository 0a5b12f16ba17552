import { encodeBase64url } from './base64url.ts'
import { sha256 } from './sha256.ts'

/** Tells whether a text has the form of a code verifier: 43 to 128 unreserved characters (RFC 7636 §4.1). */
export function isCodeVerifier(text: string): boolean {
  return /^[\w.~-]{43,128}$/.test(text)
}

/** Tells whether a text has the form of an S256 code challenge: 32 bytes in base64url, so 43 characters (RFC 7636 §4.2). */
export function isCodeChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

/**
 * Creates a code verifier of 256 random bits (RFC 7636 §4.1 and §7.1).
 *
 * @param random - Returns that many bytes from a cryptographically secure source.
 */
export function createCodeVerifier(random: (length: number) => Uint8Array): string {
  return encodeBase64url(random(32))
}

/**
 * Derives the S256 code challenge of a verifier (RFC 7636 §4.2). There is no `plain` here.
 *
 * @param hash - SHA-256 of an ASCII text; a server passes its runtime's own.
 */
export function deriveCodeChallenge(verifier: string, hash: (text: string) => Uint8Array = sha256): string {
  return encodeBase64url(hash(verifier))
}
