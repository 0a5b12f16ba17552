import type { OpaqueTokenFormat } from './token-rules.ts'

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
