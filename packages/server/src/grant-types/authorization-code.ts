import { hash, timingSafeEqual } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import { isCodeVerifier } from '@stagedoor/protocol'
import { getParameter } from '../http/read-parameters.ts'
import { createIdTokenIssuer } from '../id-token/id-token-issuer.ts'
import type { AuthorizationCode } from '../ports/records.ts'
import type { SignInFacts } from '../ports/sign-in-log-store.ts'
import { codeFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { normaliseRedirectUri } from '../web-message-uri.ts'
import { type CreatedGrant, createGrant } from './create-grant.ts'
import type { GrantHandler, GrantRequest } from './grant-handler.ts'
import { findKeyMismatch, refuseGrant, refuseGrantFor } from './grant-refusal.ts'

const REFUSAL = 'The authorization code is not valid.'

/** What came with the code. */
interface CodeProof {
  readonly redirectUri: string | undefined
  readonly codeVerifier: string | undefined
}

/**
 * Grant type `authorization_code`: a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6).
 *
 * The code is taken before the other checks, so a wrong verifier gets one try.
 * A replay by the same client revokes what the first use issued (RFC 6749 §4.1.2).
 *
 * @throws OAuthError `invalid_grant`: unknown, expired, replayed, or not matching its request. `invalid_request`: a parameter is missing,
 * which is seen before the code is taken.
 */
export function createAuthorizationCodeGrant(context: ServerContext): GrantHandler {
  const { platform, store } = context
  const format = codeFormat(platform)
  const issueIdToken = createIdTokenIssuer(context)

  return {
    grantType: 'authorization_code',

    async issue({ parameters, client, binding }) {
      const code = getParameter(parameters, 'code')
      const proof = readProof(platform, parameters)
      const key = readOpaqueSecret(format, code)
      if (key === undefined) throw refuse(platform, 'code_unknown')

      const now = context.now()
      let issued: CreatedGrant | undefined
      let mismatch: Mismatch | undefined
      const taken = await store.codes.redeem(key, client?.id ?? null, now, (stored) => {
        mismatch = findMismatch(stored, proof)
        const reason = mismatch?.reason ?? findKeyMismatch(stored.dpopKey, binding)
        if (reason !== undefined) return { outcome: 'refused', reason }
        issued = createGrant(context, { ...stored, binding }, now)
        return { outcome: 'issued', ...issued.records }
      })
      if (taken.outcome === 'replayed') throw refuse(platform, 'code_replayed')
      if (taken.outcome === 'refused' && mismatch !== undefined) throw refuseGrantFor(platform, mismatch, REFUSAL)
      if (taken.outcome !== 'issued' || issued === undefined) throw refuse(platform, 'reason' in taken ? taken.reason : 'code_unknown')

      const { tokens } = issued
      const trace = { clientId: taken.code.clientId, keys: [key, ...tokens.trace.keys] }
      return { ...tokens, trace, idToken: (await issueIdToken?.(taken.code, tokens.accessToken)) ?? null }
    },
  }
}

function refuse(platform: PlatformDescription, reason: string): Error {
  return refuseGrant(platform, reason, REFUSAL)
}

function readProof(platform: PlatformDescription, parameters: GrantRequest['parameters']): CodeProof {
  const { tokenRequest, authorization } = platform
  const redirectUri = tokenRequest.redirectUriOptional ? parameters.get('redirect_uri') : getParameter(parameters, 'redirect_uri')
  return {
    redirectUri: redirectUri === undefined ? undefined : normaliseRedirectUri(platform, redirectUri),
    codeVerifier: authorization.pkce === 'required' ? getParameter(parameters, 'code_verifier') : parameters.get('code_verifier'),
  }
}

/** What differs from the request that the code was issued for. */
interface Mismatch {
  readonly reason: string
  readonly facts: SignInFacts
}

/** Compares what came with the code to what the code was issued for. The redirect URI is compared byte by byte. */
function findMismatch(code: AuthorizationCode, { redirectUri, codeVerifier }: CodeProof): Mismatch | undefined {
  if (redirectUri !== undefined && redirectUri !== code.redirectUri) {
    return { reason: 'redirect_uri_mismatch', facts: { sent: redirectUri, expected: code.redirectUri } }
  }
  if (code.codeChallenge === '' && codeVerifier === undefined) return undefined
  if (codeVerifier !== undefined && matchesChallenge(codeVerifier, code.codeChallenge)) return undefined
  return { reason: 'code_verifier_mismatch', facts: { verifier: describeVerifier(codeVerifier, code.codeChallenge) } }
}

function describeVerifier(verifier: string | undefined, challenge: string): NonNullable<SignInFacts['verifier']> {
  if (verifier === undefined) return 'missing'
  if (challenge === '') return 'unasked'
  if (verifier === challenge) return 'challenge'
  return isCodeVerifier(verifier) ? 'other' : 'malformed'
}

/** > BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge (RFC 7636 §4.6), in constant time. */
function matchesChallenge(verifier: string, challenge: string): boolean {
  if (!isCodeVerifier(verifier)) return false
  const derived = Buffer.from(hash('sha256', verifier, 'base64url'), 'latin1')
  const expected = Buffer.from(challenge, 'latin1')
  return derived.length === expected.length && timingSafeEqual(derived, expected)
}
