import type { ResponseMode } from './client-rules.ts'

/** The authorization request and response. */
export interface AuthorizationRules {
  /** Name of the client id parameter: `client_id`, or `api_key` (Audius). The server also takes `client_id`. */
  readonly clientIdParameter: string
  readonly responseModes: readonly ResponseMode[]
  readonly defaultResponseMode: ResponseMode
  /**
   * `response_mode` that a client in a browser states, for example because the platform's default has changed before; `null`: none, the default
   * will do. A page cannot read what was posted to it, so there is one where the default is `form_post`.
   */
  readonly sentResponseMode: Exclude<ResponseMode, 'form_post'> | null
  /** Parameter that asks for a popup-sized page, its two values, and which applies when it is absent. */
  readonly display?: { readonly parameter: string; readonly popup: string; readonly page: string; readonly default: 'popup' | 'page' }
  /** Whether the client also sends `origin` (its own origin). */
  readonly sendsOrigin: boolean
  /** PKCE with S256 (RFC 7636). */
  readonly pkce: 'required' | 'unsupported'
  /** Whether `state` must be there. */
  readonly stateRequired: boolean
  /** Whether `redirect_uri` may be left out when exactly one is registered (RFC 6749 §3.1.2.3). */
  readonly redirectUriOptional: boolean
  /** The response by `postMessage` to the page that opened the sign-in window; `null` where there is none. */
  readonly webMessage: WebMessageRules | null
}

/**
 * An authorization response that is posted to the window's opener: `{code, state}` or `{error, error_description, state}`.
 *
 * Asked for by `redirect_uri` = {@link redirectUriValue}, or by opening `endpoints.popupStart`. The target is an origin that the client has
 * registered a redirect URI on, never `*`.
 */
export interface WebMessageRules {
  /** `postmessage`, compared without regard to case; `null` where `endpoints.popupStart` asks for it. */
  readonly redirectUriValue: string | null
  /** Parameter that names the opener's origin: `origin`, `target_origin`. */
  readonly originParameter: string
  /** Value of the message's `type`; `null` where it has none. */
  readonly type: string | null
  /** Origins of the pages that may post it, besides the one that was opened. */
  readonly senderOrigins: readonly string[]
}

/** What a registered redirect URI may look like; comparison is always exact. */
export interface RedirectUriRules {
  readonly schemes: 'https-and-loopback' | 'http-and-https'
  /** Custom schemes such as `myapp://`, for native clients. */
  readonly customSchemes: boolean
  /** Whether a loopback IP literal may use any port (RFC 8252 §7.3), for native clients. */
  readonly loopbackAnyPort: boolean
  /** Whether raw IP addresses other than loopback are refused. */
  readonly refusesRawIp: boolean
  /** Whether `localhost` by name is refused, so that only `127.0.0.1` and `[::1]` are loopback. */
  readonly refusesLocalhost: boolean
  /** A client that has registered none: is refused, or may send any that keeps these rules. The latter is an open redirect waiting for a name. */
  readonly whenNoneRegistered: 'refuse' | 'accept'
  readonly maxCount: number
  readonly maxLength: number
}
