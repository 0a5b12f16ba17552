import type { AppPlatform } from '../client-options.ts'
import type { Clock } from '../ports/clock.ts'
import type { Profile } from '../profile.ts'
import type { BeginOptions } from '../server-client.ts'

/** An app at a platform, and what the acts work with. */
export interface TokenActsOptions {
  readonly platform: AppPlatform
  /** Not needed where people bring credentials of their own. */
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  readonly redirectUri?: string | undefined
  /** Scope tokens; default: the platform's. */
  readonly scope?: string | readonly string[] | undefined
  readonly clock: Clock
  /** Returns that many bytes from a cryptographically secure source. */
  readonly random: (length: number) => Uint8Array
  readonly fetch?: typeof globalThis.fetch | undefined
  /** How long a request to the token, revocation or profile endpoint may take, reply included. What is cut off then may have arrived. */
  readonly requestTimeoutMs: number
}

/** Tokens as a platform gave them. Times are epoch seconds, counted from when they were asked for. */
export interface GrantedTokens {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly scope: readonly string[]
  readonly since: number
  /** `undefined`: the platform did not say. */
  readonly expiresAt: number | undefined
  /** From here on a refresh is worth its request, though the token still works. */
  readonly refreshAt: number | undefined
}

/** Where `fetch` takes an access token from. */
export interface TokenSource {
  /** One that works now. */
  current(): Promise<SourcedToken>
  /** Another one than that which the platform refused. */
  refresh(refused: string): Promise<SourcedToken>
  /** The platform refused a token before its time. */
  reject(refused: string): void
}

export interface SourcedToken {
  readonly accessToken: string
  readonly isRefreshable: boolean
}

/**
 * What one app asks of one platform, with nothing kept in between: for those who keep tokens themselves, as the vault does.
 *
 * Everything rejects with a `StagedoorError`. A request that certainly never left is `offline` or `provider_unavailable`; one whose reply
 * is missing is `sign_in_interrupted` or `refresh_uncertain`.
 */
export interface TokenActs {
  /** At its base URL. */
  readonly platform: AppPlatform
  /** Draws state and verifier. `pending` is a secret: keep it for whoever was sent to `url`. */
  begin(options?: BeginOptions): { readonly url: string; readonly state: string; readonly pending: string }
  /** Redeems the code of a reply, once. Take `pending` out of wherever it is kept before. */
  redeem(url: string, pending: string): Promise<{ readonly tokens: GrantedTokens; readonly returnTo: string | undefined }>
  /**
   * Spends a refresh token, once (RFC 6749 §6). Where the platform gives no other, the result has the one that was sent.
   *
   * `undefined`: it was `sendBefore` (epoch seconds) before the request had left, and nothing is spent. Node's own `fetch` looks at the clock when the
   * connection takes the request; one that is passed in, when it is called.
   */
  refresh(spent: {
    readonly refreshToken: string
    readonly scope: readonly string[]
    readonly sendBefore?: number
  }): Promise<GrantedTokens | undefined>
  /** Asks with a user name and password (RFC 6749 §4.3). */
  askWithPassword(credentials: { readonly username: string; readonly password: string }): Promise<GrantedTokens>
  /** Revokes, within the timeout; tells whether the platform agreed. */
  revoke(tokens: { readonly accessToken: string; readonly refreshToken: string | undefined }): Promise<boolean>
  /** Asks who it is. */
  requestProfile(source: TokenSource, scheme?: string): Promise<Profile>
  /**
   * As the standard's `fetch`, with the token on the platform's own origins, and one retry on 401. It has no timeout but the caller's.
   *
   * @param scheme - Of the `Authorization` header; default: the platform's.
   */
  createFetch(source: TokenSource, scheme?: string): (input: string | URL | Request, init?: RequestInit) => Promise<Response>
}
