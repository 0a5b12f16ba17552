import type { AdminContext } from './admin-context.ts'
import { getUser } from './find-user.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** What a person proved themselves with besides the password, and does no more. */
export interface RemovedSecondFactors {
  readonly authenticatorApp: boolean
  readonly passkeys: number
}

/**
 * Takes the authenticator app, its recovery codes and every passkey from an account, for a person who has lost them; the password stays,
 * and every browser session ends. Be sure first who asks: it is what somebody asks for who has only the password.
 *
 * @throws AdminError `user_unknown`.
 */
export async function removeSecondFactors(context: AdminContext, name: string): Promise<RemovedSecondFactors> {
  const { store } = context
  const { id } = await getUser(context, name)
  const authenticatorApp = await store.secondFactors.removeTotp(id)
  const found = await store.secondFactors.listPasskeys(id)
  const removed = await Promise.all(found.map(({ credentialId }) => store.secondFactors.removePasskey(id, credentialId)))
  const passkeys = removed.filter(Boolean).length
  await store.browserSessions.revokeAll(id, null)
  await recordOperatorAct(context, 'user.second_factors_removed', { kind: 'user', id }, { authenticatorApp, passkeys })
  return { authenticatorApp, passkeys }
}
