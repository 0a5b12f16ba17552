import type { PlatformDescription, PlatformEndpoints } from '@stagedoor/platforms'
import type { Approval, PlatformControl } from 'stagedoor/emulator'
import type { SignInOptions, SignInTokens } from './sign-in.ts'

/** A platform that runs in this process, on a port of 127.0.0.1 of its own. */
export interface TestPlatform extends AsyncDisposable {
  /** What `createClient` takes as `baseUrl`. */
  readonly url: string
  /** RFC 8414 §2; the same as {@link url}. */
  readonly issuer: string
  /** Absolute URLs of where it runs, by role: `token`, `authorization`, `userinfo`, … */
  readonly endpoints: PlatformEndpoints
  /** The description, moved to where it runs. */
  readonly description: PlatformDescription
  /** The first of {@link clients}. */
  readonly client: TestClient
  /** Those that were asked for, then the platform's demo clients. */
  readonly clients: readonly TestClient[]
  /** Those that were asked for, then the demo accounts. */
  readonly users: readonly TestUser[]
  readonly control: TestControl
  /** Answers the requests under way, then ends; nothing is left behind. The end of an `await using` does it, too. */
  stop(): Promise<void>
}

/** A registered app. */
export interface TestClient {
  readonly id: string
  /** Absent for a public client. */
  readonly secret?: string
  /** RFC 7591 `token_endpoint_auth_method`. */
  readonly authenticationMethod: 'none' | 'client_secret_basic' | 'client_secret_post'
  readonly redirectUris: readonly string[]
  /** Scope tokens that it may ask for. */
  readonly scope: readonly string[]
}

/** Somebody to sign in as. */
export interface TestUser {
  readonly username: string
  readonly password: string
}

/** What `context.addCookies` of Playwright takes. */
export interface BrowserCookie {
  readonly name: string
  /** A secret. */
  readonly value: string
  readonly url: string
}

/** Makes the platform do what a test needs. Rejects with `ControlError`, whose sentence says what would be right. */
export interface TestControl extends PlatformControl {
  /** The platform's time, in epoch seconds. */
  now(): number
  /** Moves the clock forward, of every platform that was started together. Time never goes back: what expired stays expired. */
  moveClock(seconds: number): void
  /** Moves the clock forward to a time. @param time - Epoch seconds, or a date; not in the past. */
  setClock(time: number | Date): void
  /** As `openSession`, for a browser: `context.addCookies([await control.sessionCookie('mira')])`. */
  sessionCookie(username: string, options?: { readonly approve?: readonly Approval[] }): Promise<BrowserCookie>
  /**
   * Signs somebody in to a client as a browser and its app would, over HTTP, and resolves to the tokens that the app got.
   * By default the first user signs in to the first client with all of its scope.
   *
   * @throws Error with what the platform answered when there was no token.
   */
  signIn(options?: SignInOptions): Promise<SignInTokens>
}
