import { hash, timingSafeEqual } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import { isCodeVerifier } from '@stagedoor/protocol'
import { getParameter } from '../http/read-parameters.ts'
import { createIdTokenIssuer } from '../id-token/id-token-issuer.ts'
import type { AuthorizationCode } from '../ports/records.ts'
import { codeFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { normaliseRedirectUri } from '../web-message-uri.ts'
import { type CreatedGrant, createGrant } from './create-grant.ts'
import type { GrantHandler, GrantRequest } from './grant-handler.ts'
import { findKeyMismatch, refuseGrant } from './grant-refusal.ts'

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
      const taken = await store.codes.redeem(key, client?.id ?? null, now, (stored) => {
        const reason = findMismatch(stored, proof) ?? findKeyMismatch(stored.dpopKey, binding)
        if (reason !== undefined) return { outcome: 'refused', reason }
        issued = createGrant(context, { ...stored, binding }, now)
        return { outcome: 'issued', ...issued.records }
      })
      if (taken.outcome === 'replayed') throw refuse(platform, 'code_replayed')
      if (taken.outcome !== 'issued' || issued === undefined) throw refuse(platform, 'reason' in taken ? taken.reason : 'code_unknown')

      const { tokens } = issued
      return { ...tokens, idToken: (await issueIdToken?.(taken.code, tokens.accessToken)) ?? null }
    },
  }
}

function refuse(platform: PlatformDescription, reason: string): Error {
  return refuseGrant(platform, reason, 'The authorization code is not valid.')
}

function readProof(platform: PlatformDescription, parameters: GrantRequest['parameters']): CodeProof {
  const { tokenRequest, authorization } = platform
  const redirectUri = tokenRequest.redirectUriOptional ? parameters.get('redirect_uri') : getParameter(parameters, 'redirect_uri')
  return {
    redirectUri: redirectUri === undefined ? undefined : normaliseRedirectUri(platform, redirectUri),
    codeVerifier: authorization.pkce === 'required' ? getParameter(parameters, 'code_verifier') : parameters.get('code_verifier'),
  }
}

/** Compares what came with the code to what the code was issued for. The redirect URI is compared byte by byte. */
function findMismatch(code: AuthorizationCode, { redirectUri, codeVerifier }: CodeProof): string | undefined {
  if (redirectUri !== undefined && redirectUri !== code.redirectUri) return 'redirect_uri_mismatch'
  if (code.codeChallenge !== '' || codeVerifier !== undefined) {
    if (codeVerifier === undefined || !matchesChallenge(codeVerifier, code.codeChallenge)) return 'code_verifier_mismatch'
  }
  return undefined
}

/** > BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge (RFC 7636 §4.6), in constant time. */
function matchesChallenge(verifier: string, challenge: string): boolean {
  if (!isCodeVerifier(verifier)) return false
  const derived = Buffer.from(hash('sha256', verifier, 'base64url'), 'latin1')
  const expected = Buffer.from(challenge, 'latin1')
  return derived.length === expected.length && timingSafeEqual(derived, expected)
}
