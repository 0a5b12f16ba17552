import type { RuntimeOptions, SignInOptions } from '../client-options.ts'
import type { StoragePort } from '../ports/storage-port.ts'
import type { SessionState } from '../session-state.ts'
import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import type { StagedoorError } from '../stagedoor-error.ts'
import type { AppState, AuthSessionBrowser, Linking } from './native-packages.ts'

/** What the client of an app on a phone is made of. */
export interface NativeClientOptions
  extends Omit<RuntimeOptions, 'page' | 'popup' | 'channel' | 'lock'>,
    Pick<SignInOptions, 'redirectUri' | 'scope'> {
  /** Of a native app (RFC 8252): everybody has your app, so it has no secret. */
  readonly clientId: string
  /** `secureStore(SecureStore)` or `asyncStorage(AsyncStorage)`. */
  readonly storage: StoragePort
  /** `expo-web-browser`. */
  readonly browser: AuthSessionBrowser
  readonly linking: Linking
  /** With it the session is looked at whenever the app comes to the front. */
  readonly appState?: AppState
  /** `false` only when surely offline, as `@react-native-community/netinfo` knows it. */
  readonly isOnline?: () => boolean
}

/** How one sign-in should go. */
export interface NativeLoginOptions extends Pick<LoginOptions, 'scope' | 'signal' | 'parameters'> {
  /** Shares no cookies with the phone's browser: asks for the password each time, and needs no confirmation on iOS. */
  readonly preferEphemeralSession?: boolean
}

/**
 * A client for an app on a phone. It may stand wherever a {@link StagedoorClient} does, in `<StagedoorProvider>` too.
 *
 * `handleCallback(url)` is for apps that take deep links themselves; {@link start} does it for all others.
 */
export interface NativeClient extends Omit<StagedoorClient, 'login'> {
  /**
   * Signs in, in a browser over the app. What is needed to finish is stored before it opens: if the system ends the app meanwhile,
   * {@link start} goes on.
   *
   * Codes: `cancelled` (closed, by whatever name the system has for it), `popup_blocked` (another one is open), `consent_denied`,
   * `storage_unavailable`, `code_rejected`, `sign_in_interrupted`, `offline`, `provider_unavailable`, `configuration`, …
   */
  login(options?: NativeLoginOptions): Promise<SessionState>
  /**
   * Starts with the app: finishes a sign-in whose reply has started it, looks at what is stored, and from then on takes replies that come as
   * deep links and looks again when the app comes to the front. Never rejects.
   */
  start(): Promise<StartedClient>
}

/** How an app starts. */
export interface StartedClient {
  readonly session: SessionState
  /** Why the sign-in that was under way has failed; `undefined` when there was none, or it went well. */
  readonly error: StagedoorError | undefined
  /** Stops listening. */
  stop(): void
}
