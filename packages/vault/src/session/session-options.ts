import type { Clock } from '@stagedoor/client'
import type { VaultStore } from '../ports/vault-store.ts'
import type { VaultKey } from '../sealing/vault-key.ts'
import type { SessionPolicy } from './session-record.ts'

/** What login sessions are made of. */
export interface AppSessionOptions extends Partial<SessionPolicy> {
  /** That of the vault: its `refreshDue()` deletes sessions that are over. */
  readonly store: VaultStore
  /** As for the vault: the first signs, all are accepted. A key service cannot sign: give this a key of its own then. */
  readonly keys: string | readonly VaultKey[]
  /** Where the app is for its visitors, `https://app.example`. */
  readonly baseUrl: string | URL
  /** Other origins of the app whose pages may send requests that change something. */
  readonly origins?: readonly string[]
  /** How old a cookie gets before the browser is given another one. Default: 10 minutes. */
  readonly rotationSeconds?: number
  /** How long the one before is good once the browser has come with its successor: for requests under way. Default: a minute. */
  readonly graceSeconds?: number
  /** How long a session waits for somebody to come back. Default: 14 days. */
  readonly idleSeconds?: number
  /** How long a session lasts at most. Default: 90 days. */
  readonly lifetimeSeconds?: number
  /** Told when a cookie came back after its time, which ends its session: somebody else has had it. */
  readonly reused?: (ended: { readonly userId: string; readonly sessionId: string }) => void
  readonly clock?: Pick<Clock, 'now'>
  readonly random?: (length: number) => Uint8Array
}
