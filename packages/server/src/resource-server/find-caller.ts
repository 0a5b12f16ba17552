import { OAuthError, type UserPassword } from '@stagedoor/protocol'
import { authenticateUser } from '../authenticate-user.ts'
import { readAccessTokenKey } from '../secrets/access-token-key.ts'
import type { ServerContext } from '../server-context.ts'
import { PERSONAL_TOKENS_CLIENT_ID } from './personal-token.ts'
import type { ResourceCaller } from './resource-route.ts'
import { refuseToken } from './token-refusal.ts'

/**
 * Finds out whose token this is.
 *
 * @throws OAuthError `invalid_token`: unknown, expired or revoked.
 */
export async function findCallerByToken(context: ServerContext, text: string): Promise<ResourceCaller> {
  const key = readAccessTokenKey(context.platform, text)
  const found = key === undefined ? undefined : await context.store.accessTokens.findActiveWithUser(key, context.now())
  if (found === undefined) throw refuseToken('access_token_invalid')
  const { clientId, userId, scope } = found.accessToken
  if (clientId === PERSONAL_TOKENS_CLIENT_ID) return { user: found.user, clientId: null, scope, by: 'personal_token' }
  // An app's own token is that of its service account, whose id is the client's (RFC 9068 §2.2).
  return { user: userId === clientId ? null : found.user, clientId, scope, by: 'access_token' }
}

/**
 * Finds out whose name and password these are. They allow everything the platform has.
 *
 * @throws OAuthError `invalid_token`: not right. PasswordHasherBusyError.
 */
export async function findCallerByPassword(context: ServerContext, { username, password }: UserPassword): Promise<ResourceCaller> {
  const user = await authenticateUser(context, username, password)
  if (user === undefined) throw new OAuthError('invalid_token', 'The user name or password is not right.', { reason: 'password_wrong' })
  return { user, clientId: null, scope: context.platform.scopes.map(({ token }) => token), by: 'password' }
}
