import type { Parameters } from '@stagedoor/protocol'
import type { Client } from '../ports/records.ts'
import type { SignInTrace } from '../sign-in-log/sign-in-recorder.ts'

/** A token request whose client is authenticated (RFC 6749 §4.1.3, §6). */
export interface GrantRequest {
  readonly parameters: Parameters
  /** `null` where the platform lets a public client's code or refresh token name it. */
  readonly client: Client | null
  /** Whose connection it is, for counting; `null` where the runtime does not tell. */
  readonly remoteAddress: string | null
  readonly binding: TokenBinding
}

/** Thumbprints of the proven key that tokens are to be bound to (RFC 9449 §5); `null` for none. */
export interface TokenBinding {
  readonly accessToken: string | null
  /** Of a public client alone: > Refresh tokens issued to confidential clients … are already sender-constrained (RFC 9449 §5). */
  readonly refreshToken: string | null
}

/** What a grant type gives; the token endpoint writes it as the platform does. */
export interface IssuedTokens {
  readonly accessToken: string
  readonly lifetimeSeconds: number
  readonly refreshToken: string | null
  readonly scope: readonly string[]
  readonly idToken: string | null
  /** Whose tokens they are, for platforms that name the person in the response. */
  readonly userId: string
  /** Whether the access token is bound to a key, which its type says (RFC 9449 §5). */
  readonly isBound: boolean
  /** For the sign-in log. */
  readonly trace: SignInTrace
}

/** A grant type (RFC 6749 §1.3): one entry of the token endpoint's table. */
export interface GrantHandler {
  /** Value of `grant_type`. */
  readonly grantType: string
  /** @throws OAuthError with what the client may know. */
  readonly issue: (request: GrantRequest) => Promise<IssuedTokens>
}
