import { type DpopClaims, encodeBase64url, formatDpopSigningInput, jwkThumbprint } from '@stagedoor/protocol'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** A key that signs proofs. */
export interface DpopKey {
  /** RFC 7638. */
  readonly thumbprint: string
  /** Writes and signs a proof (RFC 9449 §4.2). */
  readonly prove: (claims: DpopClaims) => Promise<string>
}

/** Makes a key pair whose private half nobody can read, this code included. */
export async function generateKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify'])
}

/** Reads the public half of a key pair, to sign with the other. */
export async function createDpopKey({ publicKey, privateKey }: CryptoKeyPair): Promise<DpopKey> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  return {
    thumbprint: jwkThumbprint(jwk),
    async prove(claims) {
      const signingInput = formatDpopSigningInput(jwk, claims)
      const signature = await crypto.subtle.sign(ALGORITHM, privateKey, new TextEncoder().encode(signingInput))
      return `${signingInput}.${encodeBase64url(new Uint8Array(signature))}`
    },
  }
}
