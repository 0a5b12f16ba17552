import { readAccessTokenKey } from './secrets/access-token-key.ts'
import { readRefreshToken } from './secrets/refresh-token-secret.ts'
import type { ServerContext } from './server-context.ts'

/**
 * Ends the whole grant of an access or refresh token, at once (RFC 7009 §2.1).
 *
 * Looks for a refresh token, then for an access token; looking twice costs less than believing `token_type_hint`, which may be wrong.
 *
 * @param clientId - Whose token it must be; `null` for anybody's.
 * @returns Whether a live grant was ended.
 */
export async function revokeToken(
  { platform, store, now }: Pick<ServerContext, 'platform' | 'store' | 'now'>,
  token: string,
  clientId: string | null,
): Promise<boolean> {
  const { refreshToken: rules } = platform.tokens
  const refreshToken = rules === null ? undefined : readRefreshToken(rules.format, token)
  const accessKey = readAccessTokenKey(platform, token)
  return (
    (refreshToken !== undefined && (await store.grants.revokeByRefreshToken(refreshToken.grantId, clientId, now()))) ||
    (accessKey !== undefined && (await store.grants.revokeByAccessToken(accessKey, clientId, now())))
  )
}
