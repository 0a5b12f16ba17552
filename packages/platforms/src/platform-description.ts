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
  /** Further origins under which the platform's own SDK looks for the same paths, e.g. `http://audius-api`. */
  readonly aliasOrigins: readonly string[]

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
  /** Authorization header scheme for access tokens, as the platform writes it: `Bearer`. */
  readonly authorizationScheme: string
  /** Whether OpenID Connect is spoken: `openid` scope, ID tokens, discovery, `nonce`. */
  readonly openid: boolean
  /** Whether `iss` is sent in the authorization response (RFC 9207). */
  readonly issuerInResponse: boolean
  /** Public sentences for refusals where the platform tells callers why; absent reasons get one common sentence. */
  readonly refusalDescriptions: Readonly<Record<string, string>>

  /** Look of the button and of the emulator's pages: CSS colours. */
  readonly look: { readonly accent: string; readonly onAccent: string }
}

/** Endpoint URLs by role. Names are those of RFC 8414 and OpenID Connect without `_endpoint`. */
export interface PlatformEndpoints {
  readonly authorization: string
  readonly token: string
  readonly revocation?: string
  readonly introspection?: string
  /** Who is signed in: a userinfo endpoint, `/v1/me`, … */
  readonly userinfo: string
  readonly jwks?: string
}

/** Who may be a client. */
export interface ClientRules {
  /** How issued client ids look. */
  readonly idFormat: { readonly kind: 'hex' | 'base64url'; readonly length: number; readonly caseInsensitive: boolean }
  /** Client authentication at the token endpoint (RFC 7591 `token_endpoint_auth_method`); the first is the default. */
  readonly authenticationMethods: readonly ClientAuthenticationMethod[]
}

export type ClientAuthenticationMethod = 'none' | 'client_secret_basic' | 'client_secret_post'
export type ResponseMode = 'query' | 'fragment' | 'form_post'
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
}

/** The token response (RFC 6749 §5.1). */
export interface TokenResponseRules {
  /** Spelling of `token_type`. */
  readonly tokenType: string
  /** Optional members the platform really sends. */
  readonly members: readonly ('token_type' | 'expires_in' | 'scope')[]
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

/** The revocation request (RFC 7009). */
export interface RevocationRules {
  readonly clientEncoding: TokenRequestEncoding
  /** Whether the caller may leave out `client_id`. */
  readonly clientIdOptional: boolean
  /** Body of the 200 answer: RFC 7009 has none, Audius answers `{}`. */
  readonly responseBody: '' | '{}'
}

/** Who is signed in: the same table writes the answer on the server and reads it in the client. */
export interface ProfileRules {
  /** Scope that is needed; `null` for any valid token. */
  readonly requiredScope: string | null
  /** Wire path (dots separate objects) -> claim of {@link ProfileClaim}. One claim may stand at several paths. */
  readonly members: readonly ProfileMember[]
  /** `WWW-Authenticate` and JSON errors (RFC 6750 §3), which every platform here speaks. */
  readonly realm: string
}

export interface ProfileMember {
  /** `data.profile_picture.480x480` */
  readonly path: string
  readonly claim: ProfileClaim
  /** Present only when the token has this scope. */
  readonly scope?: string
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
