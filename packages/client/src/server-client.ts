import type { RuntimeOptions, SignInOptions } from './client-options.ts'
import type { SessionState } from './session-state.ts'
import type { LoginOptions, StagedoorClient } from './stagedoor-client.ts'

/** What the client of a backend, a script or a desktop app is made of. Its `storage` is that of *one* person; default: memory. */
export interface ServerClientOptions extends Omit<RuntimeOptions, 'page' | 'popup' | 'channel'>, Pick<SignInOptions, 'scope' | 'storage'> {
  readonly clientId: string
  /** Where the platform gave one. Sent the way the platform wants it, to its token endpoint only. */
  readonly clientSecret?: string
  /** Exactly as registered; not needed for passwords and for the app's own tokens. */
  readonly redirectUri?: string
}

/** A client without a page: one session of one person, or of the app itself. */
export interface ServerClient extends Omit<StagedoorClient, 'login' | 'handleCallback'> {
  /**
   * Begins a sign-in: send the person to `url`, and keep `pending` for that very person.
   *
   * `pending` is a text with the state and the PKCE verifier. Keep it where only this browser's next request brings it back: in the web
   * session, or in a `HttpOnly; Secure; SameSite=Lax` cookie. In one place for all, anybody could finish anybody's sign-in.
   *
   * @throws {@link StagedoorError} `configuration`: no redirect URI.
   */
  begin(options?: BeginOptions): { readonly url: string; readonly pending: string }
  /**
   * Finishes a sign-in with the URL that was called back, path and query are enough, and what {@link begin} gave. Forget `pending`
   * before calling: it is good for one reply.
   *
   * Codes: `state_lost` (no or an old `pending`), `state_mismatch` (no state, or another one), `consent_denied`, `code_rejected`,
   * `sign_in_interrupted`, `provider_unavailable`, `rate_limited`, `configuration`, …
   */
  finish(url: string, pending: string | undefined): Promise<FinishedSignIn>
  /**
   * Signs in with a person's user name and password (RFC 6749 §4.3), where the platform offers that. They are sent once and not kept.
   *
   * For desktop and command-line apps that cannot be called back; everybody else uses {@link begin}.
   *
   * Codes: `credentials_rejected`, `configuration` (the platform has no such grant), …
   */
  loginWithPassword(credentials: { readonly username: string; readonly password: string }): Promise<SessionState>
  /**
   * Gets a token of the app's own (RFC 6749 §4.4), for what needs no person. Platforms give few of them: while the last one works, or can
   * be refreshed, no new one is asked for, and concurrent calls send one request.
   *
   * Codes: `rate_limited` with `retryAfterSeconds`, `configuration` (the platform has no such grant, or does not know this app), …
   */
  loginAsApp(): Promise<SessionState>
}

/** How one sign-in should go. */
export interface BeginOptions extends Pick<LoginOptions, 'scope' | 'parameters' | 'redirectUri' | 'returnTo'> {
  /** Which size of page the platform should show; default `page`. */
  readonly display?: 'popup' | 'page'
}

/** A sign-in that is through. */
export interface FinishedSignIn {
  readonly session: SessionState
  /** As given to `begin()`. Check that it is a path of your own before you redirect to it, if a visitor can choose it. */
  readonly returnTo: string | undefined
}
