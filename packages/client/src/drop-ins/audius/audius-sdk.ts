import type { ClientOptions } from '../../client-options.ts'
import type { PagePort } from '../../ports/page-port.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import type { StagedoorClient } from '../../stagedoor-client.ts'
import type { AudiusTokenStore } from './audius-token-store.ts'
import type { AudiusUser } from './audius-user.ts'

/** What `sdk()` is told. An app needs `apiKey`, or `appName` if it only reads. */
export interface AudiusSdkConfig {
  /** Enough to sign in for `read`, as the document says. */
  readonly appName?: string
  readonly apiKey?: string
  /** Exactly as registered; `login()` may name another one. Not needed on the callback page. */
  readonly redirectUri?: string
  readonly environment?: 'production' | 'development'
  /** Where the API runs when it is not the real one: `http://127.0.0.1:4700/audius`, with or without `/v1`. */
  readonly apiEndpoint?: string
  readonly services?: AudiusServices
}

/** What an app may bring along. The ports of the core are for tests and unusual runtimes. */
export interface AudiusServices extends Pick<ClientOptions, 'fetch' | 'clock' | 'random' | 'digest' | 'lock' | 'popup' | 'channel'> {
  /** Where the tokens are kept; default: this browser's storage, apart for each app key. */
  readonly tokenStore?: AudiusTokenStore
  /** Opens the sign-in where there are no windows (React Native). The reply goes to `handleRedirect(url)`. */
  readonly openUrl?: OpenUrl
  readonly page?: PagePort
  readonly storage?: StoragePort
}

/** Shows a URL to the person. Rejecting ends the login. */
export type OpenUrl = (url: string) => void | Promise<void>

/** What `sdk()` returns. */
export interface AudiusSdk {
  readonly oauth: AudiusOAuth
  /** The tokens of this session; also fits `services.tokenStore` of the original SDK, for its other parts. */
  readonly tokenStore: AudiusTokenStore
  /** The client beneath, for all that the original has no name for: states, events, `fetch` with the token. */
  readonly client: StagedoorClient
}

/** Sign-in with Audius by the names of the original SDK. What fails rejects with a `StagedoorError`. */
export interface AudiusOAuth {
  /**
   * Signs in. Call it first thing in a click handler.
   *
   * A popup resolves once signed in. With `fullScreen` the page leaves, and `handleRedirect()` goes on when it comes back.
   * A denial rejects with `consent_denied`, in both displays.
   */
  login(options?: AudiusLoginOptions): Promise<void>
  /** Tells whether the URL carries a reply to this app: a code, or a refusal. */
  hasRedirectResult(url?: string): boolean
  /** Finishes a sign-in on the callback page. Without a reply for this app it does nothing; with a refusal it rejects. */
  handleRedirect(url?: string): Promise<void>
  /**
   * Tells whether somebody is signed in, refreshing when the access token is over.
   *
   * A session that cannot be checked now (no network) counts: only the platform can end it.
   */
  isAuthenticated(): Promise<boolean>
  hasRefreshToken(): Promise<boolean>
  /** Asks Audius who is signed in. */
  getUser(): Promise<AudiusUser>
  /** Returns a new access token; `null` when there is no session to refresh. A passing failure rejects and keeps the session. */
  refreshAccessToken(): Promise<string | null>
  /** Revokes at Audius, and forgets here in any case. Never rejects. */
  logout(): Promise<{ readonly revoked: boolean }>
}

/** How one sign-in should go. */
export interface AudiusLoginOptions {
  /** Default `read`; `write` includes it. */
  readonly scope?: AudiusScope | readonly AudiusScope[]
  readonly redirectUri?: string
  readonly display?: 'popup' | 'fullScreen'
  readonly responseMode?: 'fragment' | 'query'
  readonly openUrl?: OpenUrl
}

export type AudiusScope = 'read' | 'write'
