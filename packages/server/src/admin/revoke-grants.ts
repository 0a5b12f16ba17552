import { revokeToken } from '../revoke-token.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { getApp } from './find-app.ts'
import { getUser } from './find-user.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** Whose grants are to end: a person's, an app's, those of the two together; or that of one token, as somebody found it. */
export interface RevocationSelection {
  /** Username, proven e-mail address or id. */
  readonly user?: string
  readonly clientId?: string
  /** An access, refresh or personal token. It is not written down. */
  readonly token?: string
}

/**
 * Ends grants with everything they own, at once, and counts them. What people allowed stays remembered.
 *
 * @throws AdminError `invalid_request`, `user_unknown`, `app_unknown`: nothing was changed.
 */
export async function revokeGrants(context: AdminContext, selection: RevocationSelection): Promise<{ readonly revoked: number }> {
  const { user, clientId, token } = selection
  if (token !== undefined) return revokeOne(context, token, user !== undefined || clientId !== undefined)
  if (user === undefined && clientId === undefined)
    throw new AdminError('invalid_request', 'Name whose grants are to end: user, clientId or both, or a token.')
  const userId = user === undefined ? null : (await getUser(context, user)).id
  const appId = clientId === undefined ? null : (await getApp(context, clientId)).client.id
  const revoked = await context.store.grants.revokeAll({ userId, clientId: appId }, context.now())
  const target = appId === null ? ({ kind: 'user', id: userId ?? '' } as const) : ({ kind: 'client', id: appId } as const)
  await recordOperatorAct(context, 'grant.revoked', target, { revoked, ...(appId !== null && userId !== null && { user: userId }) })
  return { revoked }
}

async function revokeOne(context: AdminContext, token: string, isMixed: boolean): Promise<{ readonly revoked: number }> {
  if (isMixed) throw new AdminError('invalid_request', 'A token names its grant by itself: send nothing beside it.')
  const revoked = Number(await revokeToken(context, token, null))
  await recordOperatorAct(context, 'token.revoked', { kind: 'server', id: 'server' }, { revoked })
  return { revoked }
}
