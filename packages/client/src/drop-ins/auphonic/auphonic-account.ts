import type { BeginOptions, ServerClient } from '../../server-client.ts'
import type { AuphonicPreset, AuphonicProduction, AuphonicUser } from './auphonic-records.ts'

/** Which part of a list. */
export interface ListOptions {
  readonly limit?: number
  readonly offset?: number
}

/**
 * One account at Auphonic. Everything is sent with the credentials in a header, and answers come out of their envelope.
 *
 * Codes: `not_signed_in`, `session_ended` (key, token or password are not valid), `request_refused`, `rate_limited`, `offline`, `provider_unavailable`, `invalid_response`.
 */
export interface Auphonic {
  /** Asks for the account: name, e-mail address, credits. */
  user(): Promise<AuphonicUser>
  /** Lists productions, the newest first. */
  productions(options?: ListOptions): Promise<readonly AuphonicProduction[]>
  /** Lists presets. */
  presets(options?: ListOptions): Promise<readonly AuphonicPreset[]>
  /** Asks for anything else of the API, and takes it out of its envelope: `call('production/{uuid}.json')`. What comes out is not looked at. */
  call(path: string, init?: RequestInit): Promise<unknown>
  /** As `fetch`, with the credentials where they belong, and the answer as it came. */
  fetch: ServerClient['fetch']
  /**
   * Makes a URL for `<audio src>` and `<img src>`, with the token in it.
   *
   * **The URL is a credential**, good for ten years: make it when it is needed, show it to nobody, keep it nowhere. Codes: `configuration`
   * (not a URL of Auphonic's own, or an account by password, which has no token).
   */
  mediaUrl(url: string | URL): Promise<string>
  /**
   * Forgets the credentials. `revoked` is always false: Auphonic has no way to end a token, so it works on for ten years wherever else it
   * is kept. Only the person can end it, on Auphonic's pages.
   */
  logout(): Promise<{ readonly revoked: boolean }>
}

/** A registered app, and the account that signed in to it. Make one for each person. */
export interface AuphonicApp extends Auphonic {
  /**
   * Begins a sign-in: send the person to `url`, and keep `pending` in that person's web session. It holds the state, which
   * Auphonic's own instructions leave out, and without which anybody could finish a sign-in with an account of theirs.
   */
  authorizeUrl(options?: Pick<BeginOptions, 'returnTo'>): { readonly url: string; readonly pending: string }
  /**
   * Finishes a sign-in with the URL that was called back. From here on this object is that person's account.
   *
   * Codes: `state_lost`, `state_mismatch`, `consent_denied`, `code_rejected`, `sign_in_interrupted`, `provider_unavailable`, `configuration`.
   *
   * @returns The token, for `auphonic({ accessToken })` later. It lives for ten years: keep it encrypted.
   */
  exchange(url: string, pending: string | undefined): Promise<{ readonly accessToken: string; readonly returnTo: string | undefined }>
  /** Signs in with user name and password, for desktop apps that cannot be called back. They are sent once and not kept. */
  loginWithPassword(credentials: { readonly username: string; readonly password: string }): Promise<{ readonly accessToken: string }>
}
