/**
 * A platform as data: everything a client needs to speak to it and a server needs to *be* it.
 *
 * A quirk is a field; no code anywhere asks which platform it is. Descriptions are JSON-serialisable.
 */
export interface PlatformDescription {
  /** Kebab-case, stable: a path segment of the emulator, a storage namespace of the client. */
  readonly id: string
  /** What a person calls it: "Audius". */
  readonly name: string
  /** The issuer identifier (RFC 8414 §2), and the base every endpoint is moved with when the platform runs elsewhere. */
  readonly issuer: string
  /** True when {@link issuer} is only a placeholder and a client must be given the real one. */
  readonly issuerIsPlaceholder: boolean
  /** Absolute URLs. */
  readonly endpoints: PlatformEndpoints
  /** Further origins under which the platform's own SDKs look for its paths, e.g. `http://audius-api`. */
  readonly aliasOrigins: readonly string[]
  /** Base URLs of the platform's resource servers, without trailing slash: with {@link issuer}, the only places an access token is ever sent to. */
  readonly resourceServers: readonly string[]

  readonly client: ClientRules
  readonly authorization: AuthorizationRules
  readonly redirectUris: RedirectUriRules
  readonly tokenRequest: TokenRequestRules
  readonly tokenResponse: TokenResponseRules
  readonly tokens: TokenRules
  readonly revocation: RevocationRules
  readonly profile: ProfileRules
  /** Scope tokens the platform knows, in the order a person should read them. */
  readonly scopes: readonly ScopeDescription[]
  /** Scope that is granted when a request names none; empty when a scope is required. */
  readonly defaultScope: readonly string[]
  /**
   * What a token without any scope lets an app do, in words for the person who presses Allow; `null` where every token has scope.
   * A platform without scopes gives an app the whole account, and says so here.
   */
  readonly unscopedAccess: Pick<ScopeDescription, 'title' | 'sentence' | 'kind'> | null
  /** How a request to the platform's APIs carries its credentials, and how it is refused. */
  readonly resources: ResourceRules
  /** Whether OpenID Connect is spoken: `openid` scope, ID tokens, discovery, `nonce`. */
  readonly openid: boolean
  /** Whether `iss` is sent in the authorization response (RFC 9207). */
  readonly issuerInResponse: boolean
  /** Public sentences for refusals where the platform tells callers why; absent reasons get one common sentence. */
  readonly refusalDescriptions: Readonly<Record<string, string>>

  /** The authorization response carries a signed profile (a JWT) in place of a code; `null` where it is a code. */
  readonly signedProfile: SignedProfileRules | null

  /** Look of the button and of the emulator's pages: CSS colours. */
  readonly look: { readonly accent: string; readonly onAccent: string }
}

/** Endpoint URLs by role. Names are those of RFC 8414 and OpenID Connect without `_endpoint`. */
export interface PlatformEndpoints {
  readonly authorization: string
  /** Absent where the authorization response itself is all there is: {@link PlatformDescription.signedProfile}. */
  readonly token?: string
  readonly revocation?: string
  readonly introspection?: string
  /** Who is signed in: a userinfo endpoint, `/v1/me`, … */
  readonly userinfo: string
  readonly jwks?: string
  /** Opened in a popup instead of the authorization endpoint where the platform hosts the callback page: {@link WebMessageRules}. */
  readonly popupStart?: string
  /** The platform's own callback page for that popup; also the `redirect_uri` of the token request that follows. */
  readonly popupCallback?: string
}

/** Who may be a client. */
export interface ClientRules {
  /** How issued client ids look. */
  readonly idFormat: { readonly kind: 'hex' | 'base64url' | 'uuid'; readonly length: number; readonly caseInsensitive: boolean }
  /** Client authentication at the token endpoint (RFC 7591 `token_endpoint_auth_method`); the first is the default. */
  readonly authenticationMethods: readonly ClientAuthenticationMethod[]
  /**
   * Parameter of the authorization request under which an app that is not registered may give its name instead of a client id, and the scope
   * it may ask for (Audius `app_name`); `null` where every app is registered. Unsafe: its redirect URI is registered nowhere either.
   */
  readonly unregistered: { readonly nameParameter: string; readonly scope: readonly string[] } | null
}

export type ClientAuthenticationMethod = 'none' | 'client_secret_basic' | 'client_secret_post'
export type ResponseMode = 'query' | 'fragment' | 'form_post'
/** Grant types (RFC 6749 §1.3), by the value of `grant_type`. */
export type GrantType = 'authorization_code' | 'refresh_token' | 'client_credentials' | 'password'
export type TokenRequestEncoding = 'form' | 'json' | 'multipart'

/** The authorization request and response. */
export interface AuthorizationRules {
  /** Name of the client id parameter: `client_id`, or `api_key` (Audius). The server also takes `client_id`. */
  readonly clientIdParameter: string
  readonly responseModes: readonly ResponseMode[]
  readonly defaultResponseMode: ResponseMode
  /** Whether the client states `response_mode` even when it is the default (the platform's default has changed before). */
  readonly responseModeAlwaysSent: boolean
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

/** The token request. */
export interface TokenRequestRules {
  /** What the client sends. */
  readonly clientEncoding: TokenRequestEncoding
  /** What the server takes. */
  readonly serverEncodings: readonly TokenRequestEncoding[]
  /** Whether `client_id` may be missing from a public client's token request (the code names the client). */
  readonly clientIdOptional: boolean
  /** Whether `redirect_uri` may be missing from the code exchange; when sent it is compared. */
  readonly redirectUriOptional: boolean
  readonly grantTypes: readonly GrantType[]
  /** Client authentication by grant type where it is narrower than {@link ClientRules.authenticationMethods}. */
  readonly grantAuthentication: Readonly<Partial<Record<GrantType, readonly ClientAuthenticationMethod[]>>>
  /** How often a client may ask for a token of its own (`client_credentials`); empty for no limit. */
  readonly clientCredentialsLimits: readonly RateLimit[]
}

/** So many requests in a window of time, counted by caller. */
export interface RateLimit {
  readonly by: 'client' | 'ip'
  readonly requests: number
  readonly windowSeconds: number
  /** The window as the platform writes it (ISO 8601 duration): `PT1H`. */
  readonly window: string
}

/** The token response (RFC 6749 §5.1). */
export interface TokenResponseRules {
  /** Spelling of `token_type`. */
  readonly tokenType: string
  /** Optional members the platform really sends. */
  readonly members: readonly ('token_type' | 'expires_in' | 'scope')[]
  /** Whether a refusal says more than its code: `error_description` (RFC 6749 §5.2). */
  readonly describesErrors: boolean
  /** Further members: name -> claim of the person who signed in (`user_name`). */
  readonly claims: Readonly<Record<string, ProfileClaim>>
}

/** How tokens look and how long they live. */
export interface TokenRules {
  readonly codeLifetimeSeconds: number
  readonly accessTokenLifetimeSeconds: number
  readonly accessTokenFormat: OpaqueTokenFormat
  /** `null`: the platform issues no refresh tokens. */
  readonly refreshToken: RefreshTokenRules | null
}

export interface OpaqueTokenFormat {
  /** Type prefix so that scanners find leaks, e.g. `sd_at_`; may be empty. */
  readonly prefix: string
  /** Bytes behind the prefix, base64url: 6 of issue time, the rest random. At least 32. */
  readonly bytes: number
  /** Whether a CRC-32 in base64url follows, so that a typo is refused without the database. */
  readonly checksum: boolean
}

export interface RefreshTokenRules {
  readonly format: OpaqueTokenFormat
  /** From issue or last rotation. */
  readonly lifetimeSeconds: number
  /** An end that sliding never passes, from sign-in; `null` where the platform has none. */
  readonly absoluteLifetimeSeconds: number | null
  /** `grace` answers a lost reply with the same successor; `strict` revokes the grant on any second use. */
  readonly rotation: 'grace' | 'strict'
  /** How long a repeated refresh gets the same successor; 0 with `strict`. */
  readonly retryWindowSeconds: number
}

/** The revocation request (RFC 7009), or a platform's own sign-out. */
export interface RevocationRules {
  /** `token`, or `access_token` where the platform calls it so. */
  readonly tokenParameter: string
  /** Which token the client sends when it has both; either one ends the grant. */
  readonly clientSends: 'refresh_token' | 'access_token'
  /** Whether the token may come as the request's own `Authorization` header instead of a parameter. */
  readonly takesAuthorizationHeader: boolean
  readonly clientEncoding: TokenRequestEncoding
  /** Whether the caller may leave out `client_id`. */
  readonly clientIdOptional: boolean
  /** Body of the 200 answer: RFC 7009 has none, Audius answers `{}`. */
  readonly responseBody: '' | '{}'
}

/** Who is signed in: the same table writes the answer on the server and reads it in the client. */
export interface ProfileRules {
  readonly method: 'GET' | 'POST'
  /** Scope that is needed; `null` for any valid token. */
  readonly requiredScope: string | null
  /** Wire path (dots separate objects) -> claim of {@link ProfileClaim}. One claim may stand at several paths. */
  readonly members: readonly ProfileMember[]
  /** Members around it that are always the same: the envelope. */
  readonly constants: readonly { readonly path: string; readonly value: JsonValue }[]
  /** Of `WWW-Authenticate` (RFC 6750 §3). */
  readonly realm: string
}

export interface ProfileMember {
  /** `data.profile_picture.480x480` */
  readonly path: string
  readonly claim: ProfileClaim
  /** Text before the claim on the wire: `soundcloud:users:`; the value is text then. */
  readonly prefix?: string
  /** Present only when the token has this scope. */
  readonly scope?: string
}

/** What JSON can say. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** How a request to the platform's APIs carries its credentials (RFC 6750 §2, RFC 7617), and how it is refused. */
export interface ResourceRules {
  /** `Authorization` schemes for access tokens, as the platform writes them; the client sends the first, the server takes all, in any letter case. */
  readonly authorizationSchemes: readonly [string, ...string[]]
  /** Query parameter that carries a token where no header can be set (`<audio src>`); `null` where none does. Every log leaves it out. */
  readonly tokenQueryParameter: string | null
  /** Whether a person's own user name and password are taken (HTTP Basic), for their own scripts. */
  readonly basic: boolean
  /** A long-lived token that a person makes for their own scripts; `null` where there is none. */
  readonly personalToken: { readonly name: string; readonly format: OpaqueTokenFormat } | null
  /**
   * Body of a refusal. Texts in it are replaced whole: `$status` (number), `$status_line` (`401 - Unauthorized`), `$error` (RFC 6750 §3.1 code),
   * `$connect_code` (`unauthenticated`, `permission_denied`, …), `$message`. `null`: `error` and `error_description`, and no body at all for a
   * request that brought no credentials (RFC 6750 §3.1).
   */
  readonly refusalBody: JsonValue
}

/** A profile as a JWT whose signature is an Ethereum personal message (EIP-191): the authorization response of Audius before 2026. */
export interface SignedProfileRules {
  /** Parameter of the response, and of the request that verifies it: `token`. */
  readonly parameter: string
  /** `alg` of the JWT header. No JWT library knows it: the signature is text, `0x` and 65 bytes in hex, over `header.payload`. */
  readonly algorithm: string
  /** Payload member -> claim; `iat` comes in seconds besides. */
  readonly claims: Readonly<Record<string, ProfileClaim | 'pictures'>>
}

/** What we know of a person, in our own words. */
export type ProfileClaim =
  | 'subject' // stable, opaque, text
  | 'number' // stable, whole number
  | 'username'
  | 'name'
  | 'email'
  | 'emailVerified'
  | 'verified'
  | 'picture150'
  | 'picture480'
  | 'picture1000'
  | 'pictureMirrors'
  | 'createdAt' // ISO 8601, UTC

/** A scope token and what it means to the person who presses Allow. */
export interface ScopeDescription {
  readonly token: string
  /** Two to five words: "See your profile". */
  readonly title: string
  /** One sentence in plain words, no jargon. */
  readonly sentence: string
  /** `write` is shown with more weight. */
  readonly kind: 'read' | 'write'
  /** Scope tokens this one includes: `write` includes `read` (Audius). */
  readonly includes: readonly string[]
}

/** Where a field's value comes from. */
export interface Evidence {
  /** Dotted path into the description; covers everything beneath it. */
  readonly field: string
  /** Document and section, RFC, or the SDK source that shows it. */
  readonly source: string
  /** `run`: seen on the wire. `source`: read in published source. `document`: stated. `choice`: ours. */
  readonly kind: 'run' | 'source' | 'document' | 'choice'
  /** ISO date on which it was checked. */
  readonly checked: string
}

/** A description together with the evidence for each of its fields. */
export interface DescribedPlatform {
  readonly description: PlatformDescription
  readonly evidence: readonly Evidence[]
}
