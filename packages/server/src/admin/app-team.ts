import type { AppMember } from '../ports/app-store.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { getApp } from './find-app.ts'
import { getUser } from './find-user.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** Lists who looks after an app in the developer portal. @throws AdminError `app_unknown`. */
export async function listTeam(context: AdminContext, clientId: string): Promise<{ readonly members: readonly AppMember[] }> {
  const { client } = await getApp(context, clientId)
  return { members: await context.store.apps.listMembers(client.id) }
}

/**
 * Makes somebody an owner of an app, for one whose owners are gone: a new member, or one who was a developer of it.
 *
 * @throws AdminError `app_unknown`, `user_unknown`, `account_closed`.
 */
export async function addOwner(context: AdminContext, clientId: string, name: string): Promise<{ readonly members: readonly AppMember[] }> {
  const { store, now } = context
  const { client } = await getApp(context, clientId)
  const { id: userId, disabledAt } = await getUser(context, name)
  if (disabledAt !== null) throw new AdminError('account_closed', 'The account is disabled: it could look after nothing.')
  const { outcome } = await store.apps.addMember(client.id, { userId, role: 'owner', addedAt: now() })
  if (outcome === 'member_already') await store.apps.changeRole(client.id, userId, 'owner')
  await recordOperatorAct(context, 'app.owner_added', { kind: 'client', id: client.id }, { userId })
  return listTeam(context, client.id)
}
