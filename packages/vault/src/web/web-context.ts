import type { FinishedConnect, Vault } from '../vault.ts'
import type { AppUrl } from './app-url.ts'
import type { CallbackTable } from './callback-table.ts'
import type { VaultHandlerOptions } from './vault-handlers.ts'

/** What every handler works with. */
export interface WebContext {
  readonly sessions: VaultHandlerOptions['sessions'] | undefined
  readonly afterwards: VaultHandlerOptions['afterwards'] | undefined
  readonly handOver: VaultHandlerOptions['handOver'] | undefined
  readonly vault: Vault
  readonly app: AppUrl
  readonly basePath: string
  readonly returnTo: string
  readonly origins: readonly string[]
  /** Epoch seconds. */
  now(): number
  readonly callbacks: CallbackTable
  /** Replies being finished in this process, by what came. */
  readonly flights: Map<string, Promise<FinishedReply>>
}

export interface FinishedReply {
  readonly finished: FinishedConnect
  /** Of the session that it began. */
  readonly setCookie: string | undefined
}

/** One request, once its visitor is known. */
export interface Visit {
  readonly request: Request
  /** `null`: nobody is signed in to the app. */
  readonly userId: string | null
  /** Empty where the address names none. */
  readonly platformId: string
}

export type WebHandler = (context: WebContext, visit: Visit) => Promise<Response>
