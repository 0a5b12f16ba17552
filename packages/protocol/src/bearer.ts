import type { OAuthErrorCode } from './oauth-error.ts'

/**
 * Reads the token of an `Authorization` header (RFC 6750 §2.1); `undefined` when there is none, or it is not one.
 *
 * @param scheme - Compared without regard to letter case (RFC 9110 §11.1). Some platforms write `OAuth`.
 */
export function parseBearerToken(header: string | undefined, scheme = 'Bearer'): string | undefined {
  if (header === undefined || header.charCodeAt(scheme.length) !== 32) return undefined
  if (!header.startsWith(scheme) && header.slice(0, scheme.length).toLowerCase() !== scheme.toLowerCase()) return undefined
  let start = scheme.length + 1
  while (header.charCodeAt(start) === 32) start++
  const token = header.slice(start)
  return /^[\w.~+/-]+=*$/.test(token) ? token : undefined
}

/** What a resource server says to a request it refuses (RFC 6750 §3). */
export interface BearerChallenge {
  readonly realm: string
  /** Leave it out when the request brought no token at all (RFC 6750 §3.1). */
  readonly error?: OAuthErrorCode
  readonly errorDescription?: string
  /** The scope that would have been enough. */
  readonly scope?: readonly string[]
  /** Default `Bearer`. */
  readonly scheme?: string
  /** Algorithms of proofs that are taken (RFC 9449 §7.1). */
  readonly algs?: readonly string[]
}

/** Writes a `WWW-Authenticate` header (RFC 6750 §3). Characters that no header can carry become `?`. */
export function formatBearerChallenge({ realm, error, errorDescription, scope, scheme = 'Bearer', algs }: BearerChallenge): string {
  let challenge = `${scheme} realm=${quote(realm)}`
  if (error !== undefined) challenge += `, error=${quote(error)}`
  if (errorDescription !== undefined) challenge += `, error_description=${quote(errorDescription)}`
  if (scope !== undefined) challenge += `, scope=${quote(scope.join(' '))}`
  if (algs !== undefined) challenge += `, algs=${quote(algs.join(' '))}`
  return challenge
}

/** Writes a quoted-string (RFC 9110 §5.6.4). */
function quote(text: string): string {
  return `"${text.replace(/[^ -~]/g, '?').replace(/["\\]/g, '\\$&')}"`
}
