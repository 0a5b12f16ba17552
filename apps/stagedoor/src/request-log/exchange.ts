import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerEvent } from '@stagedoor/server/ports'

/** What becomes known of a request while it is answered. */
export class Exchange {
  reason: string | undefined
  error: string | undefined
  clientId: string | undefined
  fault: string | undefined
  /** `undefined` until an answer goes out. */
  status: number | undefined
  location: string | undefined
  body: Uint8Array[] | 'too_large' | undefined

  note({ reason, error, clientId }: ServerEvent): void {
    this.reason = reason
    this.error = error ?? this.error
    this.clientId = clientId ?? this.clientId
  }
}

/** The exchange that the running code answers; follows it through promises, so that an event finds its request. */
export const currentExchange: AsyncLocalStorage<Exchange> = new AsyncLocalStorage<Exchange>()
