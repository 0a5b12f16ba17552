import type { ClientOptions } from '../../client-options.ts'
import type { PagePort } from '../../ports/page-port.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import type { StagedoorError } from '../../stagedoor-error.ts'
import type { ButtonOptions } from './login-button.ts'

/** What `sdk()` is told: `appName`, or `apiKey`. */
export interface LegacySdkConfig {
  readonly appName?: string
  readonly apiKey?: string
  /** Where Audius runs when it is not the real one, sign-in page and API alike: `http://127.0.0.1:4700/audius-legacy`. */
  readonly apiEndpoint?: string
  /** The ports of the core, for tests and unusual runtimes. */
  readonly services?: LegacyServices
}

export interface LegacyServices extends Pick<ClientOptions, 'fetch' | 'clock' | 'random' | 'digest' | 'popup' | 'channel'> {
  readonly page?: PagePort
  /** Of sign-ins that have not come back; default: this tab's. A profile is never kept. */
  readonly storage?: StoragePort
}

/** What `sdk()` returns. */
export interface LegacySdk {
  readonly oauth: LegacyOAuth
}

/**
 * Sign-in with Audius as it was before 2026, by the names of the original SDK (0.0.40 to 14.0).
 *
 * It says who somebody is, once: there is no session, nothing is stored, and so there is nothing to log out of.
 */
export interface LegacyOAuth {
  /** Says who hears how sign-ins go, each once: the success or the error. A later call replaces an earlier one. */
  init(successCallback: LoginSuccessCallback, errorCallback?: LoginErrorCallback): void
  init(callbacks: LoginCallbacks): void
  /**
   * Signs in. Call it first thing in a click handler. Resolves when a callback has heard; rejects only where there is no error callback.
   *
   * @throws {@link StagedoorError} `configuration`: `init()` was not called.
   */
  login(options?: LegacyLoginOptions): Promise<void>
  /** Finishes, on the callback page, a sign-in with a `redirectUri`. Without a reply for this app it does nothing. */
  handleRedirect(url?: string): Promise<void>
  /** Replaces the element with a button that signs in, and returns the button. */
  renderButton(element: Element | null, options?: ButtonOptions): HTMLButtonElement
  renderButton(target: ButtonTarget): HTMLButtonElement
  /** Asks Audius whether a token was signed by the person it names. Anything but a yes rejects. */
  verifyToken(token: string): Promise<{ readonly data: LegacyProfile }>
  /** Asks Audius whether a person lets an app write: this one, or the one with that key. */
  isWriteAccessGranted(question: { readonly userId: number | string; readonly apiKey?: string }): Promise<boolean>
  /** Tells the `state` of the sign-in that was begun last and has not come back. */
  getCsrfToken(): string | null
}

/** Hears of a sign-in: who it was, and the token that proves it, which Audius has confirmed. */
export type LoginSuccessCallback = (profile: LegacyProfile, encodedJwt: string) => void
/** Hears that a sign-in failed. The message is for the developer; choose by `error.code`. */
export type LoginErrorCallback = (message: string, error: StagedoorError) => void

export interface LoginCallbacks {
  readonly successCallback: LoginSuccessCallback
  readonly errorCallback?: LoginErrorCallback | undefined
}

/** How one sign-in should go. */
export interface LegacyLoginOptions {
  /** Default `read`. `write` needs an `apiKey`. */
  readonly scope?: LegacyScope | readonly LegacyScope[] | undefined
  /** A page that calls `handleRedirect()`; default: none, the reply is posted to this page. */
  readonly redirectUri?: string
  readonly display?: 'popup' | 'fullScreen'
  readonly responseMode?: 'fragment' | 'query'
}

export type LegacyScope = 'read' | 'write'

/** What a button is made from, as the later versions of the original ask for it. */
export interface ButtonTarget {
  readonly element: Element | null
  readonly scope?: LegacyLoginOptions['scope']
  readonly buttonOptions?: ButtonOptions | undefined
}

/** Who signed in. The e-mail address comes here and never again. */
export interface LegacyProfile {
  /** What to key an account by; `sub` is the same. The document says number, the server has been seen to send text. */
  readonly userId: number | string
  readonly sub: number | string
  readonly email: string
  readonly name: string
  readonly handle: string
  readonly verified: boolean
  readonly profilePicture: { readonly '150x150': string; readonly '480x480': string; readonly '1000x1000': string } | null
  /** When: epoch seconds, as text. */
  readonly iat: string
}
