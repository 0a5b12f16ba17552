import { type AuthorizationResponse, encodeBase64url } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { SessionBegin } from '../parts/client-part.ts'
import { requestTokens } from '../requests/request-tokens.ts'
import { type LiveSession, sessionFromTokens } from '../session/stored-session.ts'
import { refusalOf, StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import type { PendingLogin } from './pending-login.ts'
import type { SignInParts } from './sign-in-parts.ts'

const FAILURES = { interrupted: 'sign_in_interrupted', refused: 'code_rejected' } as const

/**
 * Turns an authorization response into a session. The pending login has been taken, so this happens once.
 *
 * A failure leaves an existing session as it is.
 */
export async function redeem(
  { context, keeper, emit }: Pick<SignInParts, 'context' | 'keeper' | 'emit'>,
  pending: PendingLogin,
  response: AuthorizationResponse,
): Promise<void> {
  const { platform } = context
  // Before reading code or error: a reply of another server must not reach the token request (RFC 9207 §2.4).
  if (response.iss === undefined ? platform.issuerInResponse : response.iss !== platform.issuer) throw new StagedoorError('issuer_mismatch')
  if (response.kind === 'error') throw refusalOf(response.error, nameRefusal(response.error))
  const begin = { signIn: encodeBase64url(context.random(12)), rotation: 0, scope: pending.scope }
  const session =
    (await context.part.redeemProof?.(context, response.code, begin, pending)) ??
    (await redeemCode(context, response.code, { pending, begin }))
  await (context.part.keepSession?.(session, pending) ?? keeper.put(session))
  emit('signed_in', keeper.state)
}

async function redeemCode(
  context: ClientContext,
  code: string,
  { pending, begin }: { readonly pending: PendingLogin; readonly begin: SessionBegin },
): Promise<LiveSession> {
  const since = context.clock.now()
  const tokens = await requestTokens(
    context,
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: pending.redirectUri,
      code_verifier: context.platform.authorization.pkce === 'required' ? pending.codeVerifier : undefined,
    },
    FAILURES,
  )
  return sessionFromTokens(tokens, begin, since)
}

/** Names the errors of the authorization endpoint that are not the app's set-up (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6). */
function nameRefusal(error: string): StagedoorErrorCode | undefined {
  if (error === 'access_denied') return 'consent_denied'
  return /^(login|consent|interaction|account_selection)_required$/.test(error) ? 'interaction_required' : undefined
}
