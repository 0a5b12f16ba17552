import { OAuthError, type UserPassword } from '@stagedoor/protocol'
import { provePasswordOfProgram } from '../accounts/prove-password.ts'
import type { HttpRequest } from '../http/http-message.ts'
import { PERSONAL_TOKENS_CLIENT_ID } from '../personal-tokens/create-personal-token.ts'
import { readAccessTokenKey } from '../secrets/access-token-key.ts'
import type { ServerContext } from '../server-context.ts'
import type { Credentials } from './read-credentials.ts'
import type { ResourceCaller } from './resource-route.ts'
import { refuseToken } from './token-refusal.ts'

type TokenCredentials = Extract<Credentials, { readonly kind: 'token' }>

/**
 * Finds out whose token this is, and whether the request proves the key that it is bound to.
 *
 * @throws OAuthError `invalid_token`: unknown, expired or revoked; bound to another key, or sent as if it were not. `invalid_dpop_proof`,
 * `use_dpop_nonce`.
 */
export async function findCallerByToken(
  context: ServerContext,
  request: HttpRequest,
  credentials: TokenCredentials,
): Promise<ResourceCaller> {
  const { text, isBound } = credentials
  const key = readAccessTokenKey(context.platform, text)
  const found = key === undefined ? undefined : await context.store.accessTokens.findActiveWithUser(key, context.now())
  if (key === undefined || found === undefined) throw refuseToken('access_token_invalid')
  const { clientId, userId, scope, dpopKey } = found.accessToken
  if (isBound || dpopKey !== null) checkPossession(context, request, credentials, dpopKey)
  if (clientId === PERSONAL_TOKENS_CLIENT_ID) {
    context.personalTokenUses.note(key, request.remoteAddress)
    return { user: found.user, clientId: null, scope, by: 'personal_token' }
  }
  // An app's own token is that of its service account, whose id is the client's (RFC 9068 §2.2).
  return { user: userId === clientId ? null : found.user, clientId, scope, by: 'access_token' }
}

/**
 * Finds out whose name and password these are. They allow everything the platform has.
 *
 * @throws OAuthError `invalid_token`: not right. PasswordHasherBusyError.
 */
export async function findCallerByPassword(context: ServerContext, { username, password }: UserPassword): Promise<ResourceCaller> {
  const proof = await provePasswordOfProgram(context, username, password)
  if (proof.outcome !== 'proven') {
    const reason = proof.outcome === 'wrong' ? 'password_wrong' : 'password_must_wait'
    throw new OAuthError('invalid_token', 'The user name or password is not right.', { reason })
  }
  return { user: proof.user, clientId: null, scope: context.platform.scopes.map(({ token }) => token), by: 'password' }
}

/** > … a protected resource … that supports both … MUST reject the token as invalid when a bound one comes as a bearer token (RFC 9449 §7.2). */
function checkPossession({ dpop }: ServerContext, request: HttpRequest, { text, isBound }: TokenCredentials, dpopKey: string | null): void {
  if (!isBound || dpopKey === null || dpop === undefined) throw refuseToken('access_token_scheme')
  if (dpop.check(request, text) !== dpopKey) throw refuseToken('dpop_key_mismatch')
}
