import type { ClientContext } from '../client-context.ts'
import type { ClientPart } from '../parts/client-part.ts'
import { requestProfile } from '../requests/request-profile.ts'
import { revoke } from '../requests/revoke.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { LiveSession } from '../session/stored-session.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { PermissionOptions } from './permission-client.ts'

/** How long a sign-in waits for the old grant to be revoked. */
const REVOKE_MS = 3000

/** What extending works with. */
export interface ExtenderParts extends Required<Pick<PermissionOptions, 'replaced'>> {
  readonly context: ClientContext
  readonly keeper: SessionKeeper
  readonly client: Pick<StagedoorClient, 'getProfile'>
}

/** Puts a session with more scope in the place of the one before, and leaves no grant behind that nobody holds. */
export function createSessionExtender({ context, keeper, client, replaced }: ExtenderParts): NonNullable<ClientPart['keepSession']> {
  return async (next, pending) => {
    if (pending.extends !== true) return keeper.put(next)
    await checkAccount(context, client, next)
    let before: LiveSession | undefined
    // Behind any refresh, in whatever tab: else its new refresh token would be the one that is left.
    await context.lock.withLock(context.namespace, async () => {
      const { session } = await keeper.read()
      if (session?.kind === 'live') before = session
      await keeper.put(next)
    })
    if (before === undefined || replaced === 'leave') return
    const late = new Promise<void>((resolve) => context.clock.after(REVOKE_MS, resolve))
    await Promise.race([revoke(context, before), late])
  }
}

/** Somebody else may be signed in at the platform by now: their account must not slip in under the artist who works here. */
async function checkAccount(context: ClientContext, client: ExtenderParts['client'], next: LiveSession): Promise<void> {
  const [now, then] = await Promise.all([
    // What cannot be read cannot be compared; not every token opens the profile.
    client.getProfile().catch(() => undefined),
    requestProfile(context, (url, init) => fetchAs(context, next, url, init)).catch(() => undefined),
  ])
  if (now === undefined || then === undefined || now.subject === then.subject) return
  await revoke(context, next)
  throw new StagedoorError('account_changed')
}

function fetchAs(context: ClientContext, { accessToken }: LiveSession, url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `${context.scheme} ${accessToken}`)
  return context.fetch(url, { ...init, headers })
}
