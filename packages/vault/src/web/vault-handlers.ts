import type { Awaitable, Clock } from '@stagedoor/client'
import type { VaultStore } from '../ports/vault-store.ts'
import type { AppSessions } from '../session/app-sessions.ts'
import type { FinishedConnect, Vault } from '../vault.ts'
import type { WebFailure } from './web-failure.ts'

/** What the handlers need to know. */
export interface VaultHandlerOptions {
  readonly vault: Vault
  /** Where the app is for its visitors, `https://app.example`. Behind a proxy, too: no header of a request can change it. */
  readonly baseUrl: string | URL
  /**
   * Whose request this is, in your app's own ids; `null` for nobody. Not needed with {@link VaultHandlerOptions.sessions}, nor where an adapter
   * is told: `expressHandlers(handlers, (request) => request.session.userId)`.
   */
  readonly user?: (request: Request) => Awaitable<string | null | undefined>
  /** The app's own login sessions, by platforms: adds `sign-in/{platform}` and `log-out`, and says whose request it is. */
  readonly sessions?: AppSessions
  /** Default `/connections`. */
  readonly basePath?: string
  /** Where to go when a page did not say; default `/`. */
  readonly returnTo?: string
  /** Other origins of the app whose pages may connect and disconnect. */
  readonly origins?: readonly string[]
  /** Answers a finished sign-in in place of the redirect to `returnTo`. */
  readonly afterwards?: (finished: FinishedConnect, request: Request) => Awaitable<Response | undefined>
  /** Answers a failure in place of our page or JSON, and logs it. `error` is what was thrown; show a person `failure` only. */
  readonly failed?: (failure: WebFailure, error: unknown, request: Request) => Awaitable<Response | undefined>
  /** Where taken parcels are remembered; the vault's own store. Given, pages may hand their tokens over at `hand-over/{platform}`. */
  readonly handOver?: { readonly store: VaultStore }
  readonly clock?: Pick<Clock, 'now'>
}

/**
 * A vault on the web, below `basePath`:
 *
 * - `GET` or `POST connect/{platform}`: begins; `returnTo` is a path of the app
 * - `GET` or `POST callback/{platform}`: the platform's reply; where a platform's registration has a `redirectUri`, that is answered instead
 * - `POST disconnect/{platform}`
 * - `GET`: the connections of whoever asks, as JSON
 * - `POST hand-over/{platform}`, `GET` or `POST sign-in/{platform}`, `POST log-out`: where asked for
 *
 * Answers pages to who accepts `text/html`, else JSON.
 */
export interface VaultHandlers {
  readonly origin: string
  readonly basePath: string
  /** Paths elsewhere that platforms call back, as registered. */
  readonly callbackPaths: readonly string[]
  /** Whether a path of this app is answered here. */
  owns(pathname: string): boolean
  /**
   * Answers a request. Only method, path, query, headers and body count; rejects with what is a bug.
   *
   * @param visitor - Whose request it is, where a framework knows.
   */
  fetch(request: Request, visitor?: Visitor): Promise<Response>
}

export interface Visitor {
  /** In your app's own ids. */
  readonly userId: string | null | undefined
}
