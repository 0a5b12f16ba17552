import type { AuthorizationRules, RedirectUriRules, WebMessageRules } from './authorization-rules.ts'
import type { ClientRules } from './client-rules.ts'
import type { PortalRules } from './portal-rules.ts'
import type { ProfileRules, ResourceRules, SignedProfileRules } from './resource-rules.ts'
import type { ScopeDescription } from './scope-description.ts'
import type { RevocationRules, TokenRequestRules, TokenResponseRules, TokenRules } from './token-rules.ts'

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
  readonly unscopedAccess: Pick<ScopeDescription, 'title' | 'sentence' | 'kind' | 'translations'> | null
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

  /** Words of the portal where apps are registered; absent: those of the RFCs. */
  readonly portal?: PortalRules
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
  /** Who is signed in: a userinfo endpoint, `/v1/me`, …; empty where a server does not say, which a description of ours always does. */
  readonly userinfo: string
  readonly jwks?: string
  /** Opened in a popup instead of the authorization endpoint where the platform hosts the callback page: {@link WebMessageRules}. */
  readonly popupStart?: string
  /** The platform's own callback page for that popup; also the `redirect_uri` of the token request that follows. */
  readonly popupCallback?: string
  /** Where a device without a browser asks for its codes (RFC 8628 §3.1); present with {@link DeviceCodeRules}. */
  readonly deviceAuthorization?: string
  /** The page where a person types the code that such a device shows (RFC 8628 §3.3); short, as it is typed. */
  readonly deviceVerification?: string
}
