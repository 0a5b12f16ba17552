import type { ClientPlatform, PlatformEndpoints } from '@stagedoor/platforms'
import type { Profile } from './profile.ts'
import type { SessionState } from './session-state.ts'

/** One app's sign-in with one platform. Its methods need no `this`. Everything that fails rejects with a `StagedoorError`. */
export interface StagedoorClient {
  /** At `baseUrl` when one was given. */
  readonly platform: ClientPlatform
  /** The platform's endpoints, at `baseUrl` when one was given. */
  readonly endpoints: PlatformEndpoints
  /** The session as last seen: a snapshot, the same object until it changes. Starts as `unknown`, reason `unchecked`. */
  readonly session: SessionState
  /**
   * Calls back after each change of {@link session}, also when another tab made it. Returns the way to stop.
   *
   * While anybody listens, here or with {@link on}, the session is checked when the person looks at the page again and when the network is back.
   */
  subscribe(listener: () => void): () => void
  /** Calls back with what happened. Returns the way to stop. */
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void

  /**
   * Signs in. Call it first thing in a click handler: the window opens before anything is awaited.
   *
   * With `display: 'page'` the page leaves, and `handleCallback()` goes on when it comes back; the promise settles only if the person
   * presses the back button (`cancelled`).
   *
   * While a window is open, the same login once more brings it to the front and ends as it ends; another login takes the place of the first.
   *
   * Codes: `popup_blocked` (with `continueInThisTab()`), `popup_unreachable`, `cancelled`, `consent_denied`, `redirect_mismatch`, `storage_unavailable`, `code_rejected`,
   * `proof_rejected`, `sign_in_interrupted`, `offline`, `provider_unavailable`, `configuration` (also: this client has credentials of
   * its own), …
   */
  login(options?: LoginOptions): Promise<SessionState>
  /**
   * Finishes a sign-in on the callback page, for both displays. A reply that this client did not ask for is left alone.
   *
   * The reply is gone from the address bar before anything is awaited. Calling it twice redeems once.
   *
   * @param url - Default: the page's own.
   */
  handleCallback(url?: string): Promise<CallbackResult>
  /** Looks at what is stored, and refreshes when the access token is over. Never rejects: without network the state is `unknown`. */
  restore(): Promise<SessionState>
  /**
   * Returns an access token that is good now. Refreshes a minute early, in the background, while the old one still works.
   *
   * Codes: `not_signed_in`, `session_ended`, `refresh_uncertain`, `offline`, `provider_unavailable`, `rate_limited`; `configuration` where
   * there are no access tokens: a platform that signs profiles, a client with `basic()` credentials.
   */
  getAccessToken(): Promise<string>
  /**
   * Fetches with the access token or the client's credentials, under the scheme the platform wants, if the URL is the platform's own; any
   * other URL is fetched without.
   *
   * A 401 is answered by one refresh and one retry, unless the body was a stream. `redirect` defaults to `error`, so that a token follows
   * nowhere. Rejects as `fetch` does, or with the codes of {@link getAccessToken}.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Refreshes now; concurrent calls, also in other tabs, send one request. Codes as {@link getAccessToken}. */
  refresh(): Promise<SessionState>
  /** Asks the platform who is signed in. */
  getProfile(): Promise<Profile>
  /**
   * Revokes at the platform, and clears in any case: here and in all tabs. Never rejects.
   *
   * `revoked: false`: what was given out still works, because the platform was not reached, or has no way to revoke (Auphonic, credentials
   * of a person's own). Say so to the person, who can end it on the platform's pages.
   */
  logout(): Promise<{ readonly revoked: boolean }>
}

/** How one sign-in should go. */
export interface LoginOptions {
  /** Default `popup` where one can be opened, else `page`. */
  readonly display?: 'popup' | 'page'
  /** Instead of the client's. */
  readonly scope?: string | readonly string[]
  /** Aborting closes the window and rejects with `cancelled`. No effect once the reply is there. */
  readonly signal?: AbortSignal
  /** Instead of the client's; `'postmessage'` as there. */
  readonly redirectUri?: string
  /** Handed back by `handleCallback()`: where the person was. */
  readonly returnTo?: string
  /** Further parameters of the authorization request: `prompt`, `login_hint`, … They cannot replace ours. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** What `handleCallback()` found. */
export type CallbackResult =
  /** The URL has no authorization response. */
  | { readonly outcome: 'none' }
  /** It has one that this client did not ask for. Nothing was touched. */
  | { readonly outcome: 'not_ours' }
  /** The page that opened this window took over; this one may close. */
  | { readonly outcome: 'relayed' }
  | {
      readonly outcome: 'signed_in'
      readonly session: SessionState
      readonly display: 'popup' | 'page'
      readonly returnTo: string | undefined
    }

/** Events by name, and what they tell. */
export interface ClientEvents {
  change: SessionState
  signed_in: SessionState
  refreshed: SessionState
  /** `logged_out` here or in another tab; `session_ended` by the platform. */
  ended: { readonly reason: 'logged_out' | 'session_ended' }
}
