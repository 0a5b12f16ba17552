import type { ClientContext } from '../client-context.ts'
import type { Emit } from '../event-emitter.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { ClientEvents } from '../stagedoor-client.ts'
import type { PendingLogins } from './pending-login.ts'

/** What a sign-in works with. */
export interface SignInParts {
  readonly context: ClientContext
  readonly keeper: SessionKeeper
  readonly pendingLogins: PendingLogins
  readonly emit: Emit<ClientEvents>
}
