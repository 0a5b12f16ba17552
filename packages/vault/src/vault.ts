import type { Credentials } from '@stagedoor/client'
import type { Connection, ConnectionSummary } from './connection.ts'
import type { VaultEvents } from './vault-events.ts'

/** A backend's connections to platforms: signed in once by each person, kept alive and kept secret from then on. */
export interface Vault {
  /** Platforms this vault connects to, by id. */
  readonly platforms: readonly {
    readonly id: string
    readonly name: string
    /** As in its registration. */
    readonly redirectUri?: string | undefined
  }[]
  /**
   * Begins to connect a person of your app: send their browser to `url`, and keep `binding` in that browser (a `HttpOnly` cookie).
   *
   * The verifier and the state stay in the store, sealed, for ten minutes, bound to this person and this browser.
   *
   * @param userId - Your app's own id of whoever is signed in to it. `null` when the platform is to say who it is (see the session helper).
   * @throws {@link VaultError} `unknown_platform`. StagedoorError `configuration`.
   */
  connect(userId: string | null, platformId: string, options?: ConnectOptions): Promise<StartedConnect>
  /**
   * Finishes what {@link connect} began, once: of any number of calls with one reply exactly one redeems the code.
   *
   * What the connection had before is replaced, and revoked where that does not end the new one.
   *
   * @param reply - URL that the platform called back; path and query are enough.
   * @param browser - The same person and the binding, as this browser's cookie brought it back.
   * @throws StagedoorError `state_mismatch` (a reply for another person or browser, or used already), `state_lost` (too old), `consent_denied`, …
   */
  finish(reply: string, browser: ReplyBrowser): Promise<FinishedConnect>
  /** The connection of a person to a platform, connected or not: see its `status`. Reads the store once. */
  connection(userId: string, platformId: string): Promise<Connection>
  /** All that a person is connected to. */
  list(userId: string): Promise<readonly ConnectionSummary[]>
  /** Takes over tokens from a browser client (`exportTokens()` shape included). From here on only the vault may refresh them. */
  accept(userId: string, platformId: string, tokens: HandedOverTokens): Promise<Connection>
  /** Keeps a person's own credentials: API key, personal access token, user name and password for HTTP Basic. They are checked by `Connection.test()`, not here. */
  acceptCredentials(userId: string, platformId: string, credentials: Credentials): Promise<Connection>
  /** Gets tokens for a user name and password (RFC 6749 §4.3), where the platform has that grant; the password is not kept. */
  acceptPassword(
    userId: string,
    platformId: string,
    credentials: { readonly username: string; readonly password: string },
  ): Promise<Connection>
  /** Refreshes what is about to lapse, and removes attempts and sessions that are over. Call it every minute, from as many processes as you like. */
  refreshDue(options?: { readonly limit?: number; readonly signal?: AbortSignal }): Promise<RefreshRound>
  /** Seals everything anew with the current key, in batches, while the vault works; goes on where it was interrupted. */
  rotateKeys(options?: { readonly onProgress?: (done: number) => void; readonly signal?: AbortSignal }): Promise<KeyRotation>
  /** Pages through every connection, for operators: no secret in it. @param page - `after`: the `next` of the page before. */
  listAll(page: { readonly after?: string; readonly limit: number }): Promise<ConnectionPage>
  on<Name extends keyof VaultEvents>(name: Name, listener: (event: VaultEvents[Name]) => void): () => void
  /** Waits for refreshes under way, then closes the store. */
  close(): Promise<void>
}

/** A page of all connections, in a lasting order. */
export interface ConnectionPage {
  /** Records that cannot be read are left out, and logged. */
  readonly connections: readonly ConnectionSummary[]
  /** Where the next page begins; `null` after the last. */
  readonly next: string | null
}

export interface ConnectOptions {
  /** Path of your own to go to afterwards. */
  readonly returnTo?: string
  /** Scope tokens; default: the platform's. */
  readonly scope?: string | readonly string[]
  /** Where the platform asks for different redirect URIs. Default: the one of the platform's registration. */
  readonly redirectUri?: string
  readonly display?: 'popup' | 'page'
  /** Reuses the binding this browser has already, for several sign-ins side by side. */
  readonly binding?: string
}

export interface StartedConnect {
  readonly url: string
  /** Opaque and random; goes into a `HttpOnly; Secure; SameSite=Lax` cookie of this browser. */
  readonly binding: string
}

/** Where a reply came to. */
export interface ReplyBrowser {
  readonly userId: string | null
  readonly binding: string | undefined
  /** Whose callback it came to, where each platform has its own: another's reply is refused there, and not burnt (RFC 9700 §4.4). */
  readonly platform?: string | undefined
}

export interface FinishedConnect {
  readonly connection: Connection
  /** Who signed in: the given user, or the one that the vault's `userOf` made of the platform's account. */
  readonly userId: string
  readonly returnTo: string | undefined
}

/** Tokens from elsewhere. */
export interface HandedOverTokens {
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** Epoch milliseconds or seconds, or an ISO date, as `exportTokens()` and the platforms' own packages write it; absent: unknown. */
  readonly expiresAt?: number | string | undefined
  readonly scope?: string | readonly string[] | undefined
}

export interface RefreshRound {
  readonly refreshed: number
  readonly failed: number
  /** Somebody else was at it. */
  readonly skipped: number
  /** Whether more was due than `limit`. */
  readonly more: boolean
}

export interface KeyRotation {
  /** Records sealed anew by this call. */
  readonly resealed: number
  /** Records that no key of the ring opens: left as they are. */
  readonly unreadable: number
}
