/** Epoch seconds. */
export type EpochSeconds = number

/**
 * Names a stored secret without being one: six bytes of issue time (big-endian milliseconds), then the SHA-256 of the whole secret.
 *
 * The time comes first so that fresh rows lie side by side in the index; the digest is what authenticates.
 */
export type SecretKey = Uint8Array

/** A person with an account. */
export interface User {
  /** Stable and opaque; the `sub` of OpenID Connect. */
  readonly id: string
  /** Stable whole number, for platforms that name people by one; assigned by the store. */
  readonly number: number
  /** As typed at sign-up; unique without regard to case. */
  readonly username: string
  /** PHC string of argon2id; `null` when the account has no password. */
  readonly passwordDigest: string | null
  readonly name: string
  readonly email: string | null
  readonly emailVerified: boolean
  /** The platform's check mark. */
  readonly verified: boolean
  /** Absolute URL with `{size}` for 150x150, 480x480 or 1000x1000; `null` for none. */
  readonly pictureTemplate: string | null
  readonly createdAt: EpochSeconds
  /** Since when this account may do nothing; `null` while it may. */
  readonly disabledAt: EpochSeconds | null
}

export type NewUser = Omit<User, 'number'>

/** A registered app (RFC 6749 §2). */
export interface Client {
  readonly id: string
  readonly name: string
  /** RFC 7591 `application_type`: `native` clients always see the consent screen, and may use loopback with any port. */
  readonly applicationType: 'web' | 'native'
  readonly authenticationMethod: 'none' | 'client_secret_basic' | 'client_secret_post'
  /** SHA-256 of each live secret (two while one is rotated); empty for public clients. */
  readonly secretDigests: readonly Uint8Array[]
  /** Compared byte by byte. */
  readonly redirectUris: readonly string[]
  /** Scope tokens the client may ask for. */
  readonly scope: readonly string[]
  readonly homepage: string | null
  /** Checked by the operator: shown with a mark. */
  readonly verified: boolean
  /** Digest that names its logo; absent without one. */
  readonly logo?: string
  readonly createdAt: EpochSeconds
  readonly disabledAt: EpochSeconds | null
}

/** A browser that is signed in. */
export interface BrowserSession {
  readonly userId: string
  /** When the person last proved who they are (OpenID Connect `auth_time`). */
  readonly authenticatedAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** A parsed, checked authorization request that waits for a person; every later page carries only its id. */
export interface AuthorizationTransaction {
  readonly clientId: string
  /** The stored string that matched; for native loopback clients with the port that was sent. */
  readonly redirectUri: string
  readonly responseMode: 'query' | 'fragment' | 'form_post' | 'web_message'
  /** Origin of the window that gets a `web_message`, proven like a redirect URI; `null` with every other mode. */
  readonly targetOrigin: string | null
  readonly scope: readonly string[]
  readonly state: string | null
  readonly nonce: string | null
  /** Empty where the platform knows no PKCE and none was sent. */
  readonly codeChallenge: string
  readonly display: 'popup' | 'page'
  /** Ask for the password again, or for consent again (OpenID Connect `prompt`). */
  readonly prompt: readonly ('login' | 'consent' | 'select_account')[]
  /** Thumbprint of the key that alone may redeem the code (RFC 9449 §10); `null` for any. */
  readonly dpopKey: string | null
  readonly maxAgeSeconds: number | null
  readonly loginHint: string | null
  readonly createdAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** A remembered answer to the consent screen: this user lets this client do this. */
export interface Consent {
  readonly userId: string
  readonly clientId: string
  readonly scope: readonly string[]
  readonly updatedAt: EpochSeconds
}

/** An authorization code that waits to be redeemed, and all that its redemption will be checked against. */
export interface AuthorizationCode {
  readonly clientId: string
  readonly userId: string
  readonly redirectUri: string
  /** Empty where the request came without PKCE. */
  readonly codeChallenge: string
  readonly scope: readonly string[]
  readonly nonce: string | null
  /** As {@link AuthorizationTransaction.dpopKey}. */
  readonly dpopKey: string | null
  readonly authenticatedAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** What a device without a browser asked for, while it waits for its person (RFC 8628 §3.1). */
export interface DeviceAuthorization {
  readonly clientId: string
  /** As the person types it, upper case, without hyphen. Good for one device at a time. */
  readonly userCode: string
  readonly scope: readonly string[]
  readonly createdAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/**
 * What one sign-in gave a client: the authorization grant that owns its refresh token and its access tokens.
 * It ends whole: every check of a token joins it.
 */
export interface Grant {
  /** Also the lookup half of its refresh token, digested. */
  readonly id: SecretKey
  readonly clientId: string
  readonly userId: string
  readonly scope: readonly string[]
  readonly nonce: string | null
  /** Thumbprint of the key that its refresh token is bound to (RFC 9449 §5); `null` where none is, or the client has a secret instead. */
  readonly dpopKey: string | null
  readonly authenticatedAt: EpochSeconds
  readonly createdAt: EpochSeconds
  /** An end that rotation never passes; `null` for none. */
  readonly endsAt: EpochSeconds | null
}

/** The refresh token of a grant as it stands now. There is one at a time; each use replaces it. */
export interface RefreshTokenState {
  /** 1 for the first; one more with every rotation. */
  readonly generation: number
  /** SHA-256 of the current token. */
  readonly digest: Uint8Array
  readonly expiresAt: EpochSeconds
  /** SHA-256 of the token that was replaced by the current one; `null` in generation 1. */
  readonly predecessorDigest: Uint8Array | null
  /**
   * Random bytes from which, together with the predecessor itself, its successor tokens can be computed again.
   * Useless to anyone who does not hold the predecessor.
   */
  readonly successorNonce: Uint8Array | null
  readonly rotatedAt: EpochSeconds | null
}

export interface AccessToken {
  readonly key: SecretKey
  readonly grantId: SecretKey
  readonly scope: readonly string[]
  /** Thumbprint of the key it is bound to (RFC 9449 §6); `null` for a bearer token. */
  readonly dpopKey: string | null
  readonly issuedAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** A token that is good now: not expired, its grant not revoked, its user and client not disabled. */
export interface ActiveToken {
  readonly clientId: string
  readonly userId: string
  readonly username: string
  readonly scope: readonly string[]
  /** Thumbprint of the key it is bound to: whoever brings it must prove that key. `null` for whoever has it. */
  readonly dpopKey: string | null
  readonly issuedAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** The key a person signs profiles with, kept for them; the address is its public half as Ethereum writes it. */
export interface Wallet {
  readonly userId: string
  /** `0x` and 40 hex characters, lower case. */
  readonly address: string
  /** 32 bytes. */
  readonly privateKey: Uint8Array
  readonly createdAt: EpochSeconds
}
