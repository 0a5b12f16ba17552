import type { ClientAuthenticationMethod, ClientRules, GrantType, TokenRequestEncoding } from './client-rules.ts'
import type { ProfileClaim } from './resource-rules.ts'

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
  /** Absent where devices without a browser cannot sign in. */
  readonly deviceCode?: DeviceCodeRules
  /** Absent where every token is a bearer token. */
  readonly dpop?: DpopRules
}

/** Tokens bound to a key of the client's (RFC 9449), for clients that send a proof; others get bearer tokens. */
export interface DpopRules {
  /** JWS algorithms of proofs. */
  readonly algorithms: readonly ['ES256']
}

/** Codes of the device authorization grant (RFC 8628 §3.2). */
export interface DeviceCodeRules {
  readonly lifetimeSeconds: number
  /** Least pause between two polls. */
  readonly intervalSeconds: number
  /** Letters and digits of the code that a person types; none that looks like another, no vowels that make words (RFC 8628 §6.1). */
  readonly userCodeAlphabet: string
  /** Without the hyphen in its middle. Alphabet and length must be too many for guessing (RFC 8628 §5.1). */
  readonly userCodeLength: number
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
