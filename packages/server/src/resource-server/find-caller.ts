import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'
import { authenticateUser } from '../authenticate-user.ts'
import type { SecretKey } from '../ports/records.ts'
import { readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { PERSONAL_TOKENS_CLIENT_ID } from './personal-token.ts'
import { type Credentials, refuseToken } from './read-credentials.ts'
import type { ResourceCaller } from './resource-route.ts'

/**
 * Finds out whose credentials these are.
 *
 * @throws OAuthError `invalid_token`: unknown, expired, revoked, or a password that is not right. PasswordHasherBusyError.
 */
export async function findCaller(context: ServerContext, credentials: Credentials): Promise<ResourceCaller> {
  if (credentials.kind === 'password') return findByPassword(context, credentials)
  const key = readAccessTokenKey(context.platform, credentials.text)
  const found = key === undefined ? undefined : await context.store.accessTokens.findActiveWithUser(key, context.now())
  if (found === undefined) throw refuseToken('access_token_invalid')
  const { clientId, userId, scope } = found.accessToken
  if (clientId === PERSONAL_TOKENS_CLIENT_ID) return { user: found.user, clientId: null, scope, by: 'personal_token' }
  // > the value of "sub" … the client_id … of the application (RFC 9068 §2.2): an app's own token is that of its service account.
  return { user: userId === clientId ? null : found.user, clientId, scope, by: 'access_token' }
}

async function findByPassword(
  context: ServerContext,
  { username, password }: Extract<Credentials, { kind: 'password' }>,
): Promise<ResourceCaller> {
  const user = await authenticateUser(context, username, password)
  if (user === undefined) throw new OAuthError('invalid_token', 'The user name or password is not right.', { reason: 'password_wrong' })
  return { user, clientId: null, scope: context.platform.scopes.map(({ token }) => token), by: 'password' }
}

/** Reads the key of an access token or a personal token; `undefined` when it was certainly not issued by this platform. */
export function readAccessTokenKey({ tokens, resources }: PlatformDescription, text: string): SecretKey | undefined {
  const key = readOpaqueSecret(tokens.accessTokenFormat, text)
  return key ?? (resources.personalToken === null ? undefined : readOpaqueSecret(resources.personalToken.format, text))
}
