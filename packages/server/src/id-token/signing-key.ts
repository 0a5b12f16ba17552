import { generateKeyPair, hash, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKey } from '../ports/signing-key-store.ts'
import type { ServerContext } from '../server-context.ts'

/** Gets the key that ID tokens are signed with now, creating one when there is none. Two servers that start at once end up with the same first key. */
export async function getNewestSigningKey({ store, now }: Pick<ServerContext, 'store' | 'now'>): Promise<SigningKey> {
  const [newest] = await store.signingKeys.list()
  return newest ?? (await store.signingKeys.addFirst(await createSigningKey(now())))
}

/** Creates an ES256 key (RFC 7518 §3.4), named by its thumbprint (RFC 7638). */
export async function createSigningKey(now: number): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' })
  const privateJwk: JsonWebKey = privateKey.export({ format: 'jwk' })
  return { id: computeThumbprint(privateJwk), algorithm: 'ES256', privateJwk: { ...privateJwk }, createdAt: now }
}

/** > lexicographically ordered, with no whitespace (RFC 7638 §3.1), of the required members alone. */
function computeThumbprint({ crv, kty, x, y }: JsonWebKey): string {
  return hash('sha256', JSON.stringify({ crv, kty, x, y }), 'base64url')
}

/** The public half of a key as a JWK (RFC 7517 §4): members are named one by one, so that no private one can slip through. */
export function exportPublicJwk({ id, algorithm, privateJwk }: SigningKey): Readonly<Record<string, unknown>> {
  const { kty, crv, x, y } = privateJwk
  return { kty, crv, x, y, kid: id, alg: algorithm, use: 'sig' }
}
