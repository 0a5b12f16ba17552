import type { ClientContext } from '../../client-context.ts'
import { requestTokens } from '../../requests/request-tokens.ts'
import { configurationError, StagedoorError } from '../../stagedoor-error.ts'
import type { SoundcloudSignIn } from './begin-sign-in.ts'
import { type SoundcloudToken, soundcloudToken } from './soundcloud-token.ts'

const FAILURES = { interrupted: 'sign_in_interrupted', refused: 'code_rejected' } as const

/** What came back in the query: `req.query` as it is. */
export interface SoundcloudReply {
  readonly code?: unknown
  readonly state?: unknown
  readonly error?: unknown
}

/** Checks that a reply belongs to a sign-in, and exchanges its code. */
export async function redeemReply(
  context: ClientContext,
  { code, state, error }: SoundcloudReply,
  signIn: SoundcloudSignIn | undefined,
): Promise<SoundcloudToken> {
  // Before reading code or error: a forged reply must not reach the token request (RFC 6749 §10.12).
  if (signIn === undefined || signIn.state === '' || signIn.state !== state) throw new StagedoorError('state_mismatch')
  if (error !== undefined) throw new StagedoorError(error === 'access_denied' ? 'consent_denied' : 'configuration')
  return redeemCode(context, code, signIn.codeVerifier)
}

/** Exchanges a code. */
export async function redeemCode(context: ClientContext, code: unknown, codeVerifier: string | undefined): Promise<SoundcloudToken> {
  if (!codeVerifier) throw configurationError('Hand getToken() the sign-in that authorize.url() began.')
  if (typeof code !== 'string' || code === '') throw new StagedoorError('code_rejected', { message: 'The reply has no code.' })
  const request = { grant_type: 'authorization_code', code, redirect_uri: context.redirectUri, code_verifier: codeVerifier } as const
  return soundcloudToken(await requestTokens(context, request, FAILURES))
}
