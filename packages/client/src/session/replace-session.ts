import type { ClientContext } from '../client-context.ts'
import { revoke } from '../requests/revoke.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { LiveSession } from './stored-session.ts'

/** How long it waits for the platform to revoke. */
const REVOKE_MS = 3000

/**
 * Writes a session over the one before and revokes that one, so that no grant is left that nobody holds, unless the new one might end with it.
 * A failure to revoke is none of this.
 */
export async function replaceSession(context: ClientContext, keeper: SessionKeeper, next: LiveSession): Promise<void> {
  let before: LiveSession | undefined
  // Behind any refresh, in whatever tab: else its new refresh token would be the one that is left.
  await context.lock.withLock(context.namespace, async () => {
    const { session } = await keeper.read()
    if (session?.kind === 'live') before = session
    await keeper.put(next)
  })
  if (before === undefined || context.platform.revocation.endsOtherGrants) return
  const late = new Promise<void>((resolve) => context.clock.after(REVOKE_MS, resolve))
  await Promise.race([revoke(context, before), late])
}
