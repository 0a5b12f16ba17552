import { createPublicKey, hash, verify } from 'node:crypto'
import { type DpopProof, jwkThumbprint, normaliseDpopUrl, OAuthError, parseDpopProof } from '@stagedoor/protocol'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import type { ServerContext } from '../server-context.ts'
import { DpopNonces } from './dpop-nonces.ts'
import { SpentProofs } from './spent-proofs.ts'

/** Checks the proofs of a platform that binds tokens to keys (RFC 9449). One for all endpoints: a proof is good once. */
export interface DpopGuard {
  /**
   * Checks the proof of a request, and takes it.
   *
   * @param accessToken - What it must be a proof for (`ath`), at an API.
   * @returns The thumbprint of the key that is proven (RFC 7638).
   * @throws OAuthError `invalid_dpop_proof`, `use_dpop_nonce`.
   */
  readonly check: (request: HttpRequest, accessToken?: string) => string
  /** Adds the nonce that the next proof needs (RFC 9449 §8.2), readable for pages of other origins. */
  readonly withNonce: (response: HttpResponse) => HttpResponse
}

type GuardContext = Pick<ServerContext, 'platform' | 'basePath' | 'ownOrigins' | 'now' | 'random'>

/** Makes the guard; `undefined` where every token is a bearer token. */
export function createDpopGuard(context: GuardContext): DpopGuard | undefined {
  if (context.platform.tokens.dpop === undefined) return undefined
  const nonces = new DpopNonces(context.random)
  const spent = new SpentProofs()

  return {
    check(request, accessToken) {
      const proof = readProof(request)
      const { claims } = proof
      // What is cheap to check comes first; the proof is taken last, so a wrong one burns nothing.
      if (claims.htm !== request.method) throw refuse('The htm of the proof is not the method of the request.', 'dpop_method')
      if (!isTarget(context, request, claims.htu)) throw refuse('The htu of the proof is not the URL of the request.', 'dpop_url')
      if (accessToken !== undefined && claims.ath !== hash('sha256', accessToken, 'base64url')) {
        throw refuse('The ath of the proof is not that of the access token.', 'dpop_access_token')
      }
      const stretch = nonces.findStretch(claims.nonce, context.now())
      if (stretch === undefined) {
        const reason = claims.nonce === undefined ? 'dpop_nonce_missing' : 'dpop_nonce_old'
        throw new OAuthError('use_dpop_nonce', 'Make a new proof with the nonce of the DPoP-Nonce header.', { reason })
      }
      if (!isSigned(proof)) throw refuse('The signature of the proof is wrong.', 'dpop_signature')
      const thumbprint = jwkThumbprint(proof.jwk)
      if (!spent.spend(thumbprint, claims.jti, stretch)) throw refuse('The proof was used before: make one per request.', 'dpop_replayed')
      return thumbprint
    },

    withNonce(response) {
      const exposed = response.headers['Access-Control-Expose-Headers']
      return {
        ...response,
        headers: {
          ...response.headers,
          'DPoP-Nonce': nonces.current(context.now()),
          'Access-Control-Expose-Headers': ['DPoP-Nonce', exposed ?? 'WWW-Authenticate, Retry-After'].flat().join(', '),
        },
      }
    },
  }
}

function readProof({ headers }: HttpRequest): DpopProof {
  const header = headers['dpop']
  if (typeof header !== 'string') throw refuse('Send one proof, in the DPoP header.', 'dpop_missing')
  const result = parseDpopProof(header)
  if (!result.ok) throw refuse(result.problem.message, result.problem.code)
  return result.value
}

/** Compares with where the request went, under any of the names we have. Query and fragment do not count (RFC 9449 §4.3 check 9). */
function isTarget({ basePath, ownOrigins }: GuardContext, { path }: HttpRequest, htu: string): boolean {
  const proven = normaliseDpopUrl(htu)
  return proven !== undefined && [...ownOrigins].some((origin) => normaliseDpopUrl(origin + basePath + path) === proven)
}

function isSigned({ jwk, signingInput, signature }: DpopProof): boolean {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    return verify('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false // a point that is not on the curve
  }
}

/** > invalid_dpop_proof (RFC 9449 §5): the one who made it is told what is wrong, as nothing of it is secret. */
function refuse(sentence: string, reason: string): OAuthError {
  return new OAuthError('invalid_dpop_proof', sentence, { reason })
}
