import { revocationRequest } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { LiveSession } from '../session/stored-session.ts'
import { postParameters } from './post-parameters.ts'

/** Revokes a session at the platform (RFC 7009 §2.1), by its refresh token where it has one. Tells whether the platform agreed. */
export async function revoke(context: ClientContext, session: LiveSession): Promise<boolean> {
  const { endpoints, revocation } = context.platform
  if (endpoints.revocation === undefined) return false
  const { refreshToken, accessToken } = session
  const entries = revocationRequest({
    token: refreshToken ?? accessToken,
    tokenTypeHint: refreshToken === undefined ? 'access_token' : 'refresh_token',
    clientId: context.clientId,
  })
  try {
    return (await postParameters(context, endpoints.revocation, entries, revocation.clientEncoding)).ok
  } catch {
    return false
  }
}
