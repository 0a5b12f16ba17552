import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { type DpopClaims, jwkThumbprint, type PublicEcJwk } from '@stagedoor/protocol'

/** A key, and proofs of it, right or wrong. Node signs; the client of ours and oauth4webapi are tested elsewhere. */
export class DpopClient {
  readonly jwk: PublicEcJwk
  readonly thumbprint: string
  readonly #privateKey

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    this.jwk = { kty: 'EC', crv: 'P-256', x, y }
    this.thumbprint = jwkThumbprint(this.jwk)
    this.#privateKey = privateKey
  }

  /** A proof for `POST url` that is right but for `changes`; a claim that is `undefined` is left out. */
  prove(htu: string, changes: { readonly [name in keyof DpopClaims]?: unknown } = {}): string {
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk }
    return this.sign(`${jwsPart(header)}.${jwsPart({ jti: randomUUID(), htm: 'POST', htu, iat: 1, ...changes })}`)
  }

  /** Signs any two parts. */
  sign(signingInput: string): string {
    const signature = sign('sha256', Buffer.from(signingInput), { key: this.#privateKey, dsaEncoding: 'ieee-p1363' })
    return `${signingInput}.${signature.toString('base64url')}`
  }
}

/** Writes a part of a JWS. */
export function jwsPart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** > hash of the access token … base64url encoding of the SHA-256 (RFC 9449 §4.2). */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}
