import { type AuthorizationResponse, encodeBase64url } from '@stagedoor/protocol'
import type { ClientPart } from '../parts/client-part.ts'
import { requestTokens } from '../requests/request-tokens.ts'
import { sessionFromTokens } from '../session/stored-session.ts'
import { refusalOf, StagedoorError } from '../stagedoor-error.ts'
import type { PendingLogin } from './pending-login.ts'
import type { SignInParts } from './sign-in-parts.ts'

const FAILURES = { interrupted: 'sign_in_interrupted', refused: 'code_rejected' } as const

/**
 * Turns an authorization response into a session. The pending login has been taken, so this happens once.
 *
 * A failure leaves an existing session as it is.
 */
export async function redeem(
  parts: Pick<SignInParts, 'context' | 'keeper' | 'emit'>,
  pending: PendingLogin,
  response: AuthorizationResponse,
): Promise<void> {
  // Before reading code or error: a reply of another server must not reach the token request (RFC 9207 §2.4).
  if (response.iss === undefined ? parts.context.platform.issuerInResponse : response.iss !== parts.context.platform.issuer)
    throw new StagedoorError('issuer_mismatch')
  if ('error' in response) throw refusalOf(response.error)
  const begin = { signIn: encodeBase64url(parts.context.random(12)), rotation: 0, scope: pending.scope }
  const { redeemProof = redeemCode, keepSession = parts.keeper.put } = parts.context.part
  const session = await redeemProof(parts.context, response.code, begin, pending)
  await keepSession(session, pending)
  parts.emit('signed_in', parts.keeper.state)
}

const redeemCode: NonNullable<ClientPart['redeemProof']> = async (context, code, begin, pending) => {
  const since = context.clock.now()
  const tokens = await requestTokens(
    context,
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: pending.redirectUri,
      code_verifier: context.platform.authorization.pkce === 'unsupported' ? undefined : pending.codeVerifier,
    },
    FAILURES,
  )
  return sessionFromTokens(tokens, begin, since)
}
