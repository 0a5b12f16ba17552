import { decodeBase64url, encodeBase64url } from './base64url.ts'
import type { PublicEcJwk } from './jwk-thumbprint.ts'
import { type ParseResult, parsed, problem } from './parse-result.ts'

/** The one algorithm of our proofs; both sides may know more (RFC 9449 §4.2: asymmetric only, never `none`). */
export const DPOP_ALGORITHM = 'ES256'

/** What a proof says (RFC 9449 §4.2). */
export interface DpopClaims {
  /** Unique for this proof. */
  readonly jti: string
  /** HTTP method. */
  readonly htm: string
  /** URL without query and fragment. */
  readonly htu: string
  /** Epoch seconds. */
  readonly iat: number
  /** SHA-256 of the access token, base64url; with a request to an API only. */
  readonly ath?: string
  /** What the server gave to put here (RFC 9449 §8). */
  readonly nonce?: string
}

/** A proof of possession whose form is right. Its signature has not been verified, nor what it says compared. */
export interface DpopProof {
  readonly jwk: PublicEcJwk
  readonly claims: DpopClaims
  /** What was signed (RFC 7515 §5.1). */
  readonly signingInput: string
  /** `r` and `s`, 32 bytes each (RFC 7518 §3.4). */
  readonly signature: Uint8Array
}

/** Longer ones are not looked at: ours have about 600. */
const MAX_LENGTH = 4096
const MAX_JTI_LENGTH = 256

/**
 * Reads a `DPoP` header (RFC 9449 §4.3, checks 2 to 5 and 7): one compact JWS with all its claims, signed with a public ES256 key of its own.
 *
 * Two headers come joined by a comma, which no JWS has. Problems: `dpop_malformed`, `dpop_type`, `dpop_algorithm`, `dpop_key`, `dpop_claims`.
 */
export function parseDpopProof(header: string): ParseResult<DpopProof> {
  const [head = '', body = '', tail = '', ...more] = header.length > MAX_LENGTH ? [] : header.split('.')
  const protectedHeader = readObject(head)
  const claims = readObject(body)
  const signature = decodeBase64url(tail)
  if (protectedHeader === undefined || claims === undefined || signature?.length !== 64 || more.length > 0) {
    return refuse('dpop_malformed', 'A proof is one compact JWS (RFC 9449 §4.2).')
  }
  const { typ, alg, jwk, crit } = protectedHeader
  if (typ !== 'dpop+jwt') return refuse('dpop_type', 'The typ of a proof is dpop+jwt (RFC 9449 §4.2).')
  if (alg !== DPOP_ALGORITHM) return refuse('dpop_algorithm', `The alg of a proof is ${DPOP_ALGORITHM} here.`)
  // > If any of the listed extension header parameters are not understood … the JWS is invalid (RFC 7515 §4.1.11).
  if (crit !== undefined) return refuse('dpop_malformed', 'A proof has no critical extensions.')
  const key = readKey(jwk)
  if (key === undefined) return refuse('dpop_key', 'The jwk of a proof is a public P-256 key and holds nothing private (RFC 9449 §4.2).')
  if (!isClaims(claims)) return refuse('dpop_claims', 'A proof has jti, htm, htu and iat (RFC 9449 §4.2).')
  return parsed({ jwk: key, claims, signingInput: `${head}.${body}`, signature })
}

/** Writes what is to be signed: everything before the second dot. */
export function formatDpopSigningInput(jwk: PublicEcJwk, claims: DpopClaims): string {
  return `${writeObject({ typ: 'dpop+jwt', alg: DPOP_ALGORITHM, jwk })}.${writeObject(claims)}`
}

/**
 * Writes a URL as proofs name it: without query and fragment, and with one spelling for what is the same (RFC 9449 §4.3 check 9,
 * RFC 3986 §6.2.2 and §6.2.3). `undefined` for what is no http URL.
 */
export function normaliseDpopUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, origin, pathname, username, password } = new URL(url)
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return undefined
  const path = pathname.replace(/%[\da-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : escaped.toUpperCase()
  })
  return origin + path
}

function refuse(code: string, message: string): ReturnType<typeof problem> {
  return problem({ code, message, parameter: 'DPoP' })
}

type JsonMembers = Readonly<Record<string, unknown>>

function readObject(text: string): JsonMembers | undefined {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function writeObject(value: object): string {
  return encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))
}

function isObject(value: unknown): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readKey(jwk: unknown): PublicEcJwk | undefined {
  if (!isObject(jwk)) return undefined
  const { kty, crv, x, y } = jwk
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined
  // > … MUST NOT contain a private key (RFC 9449 §4.2): whoever sends one has lost it.
  if ('d' in jwk || decodeBase64url(x)?.length !== 32 || decodeBase64url(y)?.length !== 32) return undefined
  return { kty, crv, x, y }
}

function isClaims(claims: JsonMembers): claims is JsonMembers & DpopClaims {
  const { jti, htm, htu, iat, ath, nonce } = claims
  const isAbsentOrText = (value: unknown): boolean => value === undefined || typeof value === 'string'
  return (
    typeof jti === 'string' &&
    jti !== '' &&
    jti.length <= MAX_JTI_LENGTH &&
    typeof htm === 'string' &&
    typeof htu === 'string' &&
    Number.isFinite(iat) &&
    isAbsentOrText(ath) &&
    isAbsentOrText(nonce)
  )
}
