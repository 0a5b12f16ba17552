import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { UpstreamRefusal } from './upstream-refusal.ts'

/** A public key as it is published (RFC 7517). */
export type PublishedJwk = JsonWebKey & { readonly kid?: string }

/** What a signed token says, its signature not checked yet. */
export interface SignedToken {
  readonly algorithm: Algorithm
  readonly keyId: string | undefined
  readonly claims: Readonly<Record<string, unknown>>
  readonly input: string
  readonly signature: Uint8Array
}

type Algorithm = 'EdDSA' | 'ES256' | 'RS256'

/** What each algorithm takes; a key of another kind is none, whatever the token says (RFC 8725 §3.1). */
const ALGORITHMS: Readonly<Record<Algorithm, { readonly hash: string | null; readonly keyType: string; readonly curve?: string }>> = {
  EdDSA: { hash: null, keyType: 'OKP', curve: 'Ed25519' },
  ES256: { hash: 'sha256', keyType: 'EC', curve: 'P-256' },
  RS256: { hash: 'sha256', keyType: 'RSA' },
}

/** Takes a compact JWS apart (RFC 7515 §3.1). @throws UpstreamRefusal `<name>_malformed`, `<name>_algorithm_unknown`. */
export function readSignedToken(text: string, name: string): SignedToken {
  const [head = '', payload = '', signature = '', ...rest] = text.split('.')
  const [header, claims] = [readObject(head), readObject(payload)]
  const isPlain = text.length <= 16_384 && [head, payload, signature].every((part) => /^[\w-]+$/.test(part)) && rest.length === 0
  if (!isPlain || header === undefined || claims === undefined || 'crit' in header) throw new UpstreamRefusal(`${name}_malformed`)
  const algorithm = (['EdDSA', 'ES256', 'RS256'] as const).find((each) => each === header['alg'])
  if (algorithm === undefined) throw new UpstreamRefusal(`${name}_algorithm_unknown`)
  const keyId = typeof header['kid'] === 'string' ? header['kid'] : undefined
  return { algorithm, keyId, claims, input: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url') }
}

/** Tells whether one of the keys signed the token: the one it names, or any when it names none. */
export function isSignedBy({ algorithm, keyId, input, signature }: SignedToken, keys: readonly PublishedJwk[]): boolean {
  const { hash, keyType, curve } = ALGORITHMS[algorithm]
  const candidates = keys.filter(
    ({ kty, crv, kid }) =>
      kty === keyType && (curve === undefined || crv === curve) && (keyId === undefined || kid === undefined || kid === keyId),
  )
  return candidates.some((jwk) => {
    const key = loadKey(jwk)
    return key !== undefined && verify(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature)
  })
}

function loadKey(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

function readObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
