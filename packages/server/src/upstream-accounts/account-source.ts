import type { JsonWebKey } from 'node:crypto'

/**
 * Where the accounts of a platform are that has its people already: sign-in is left to it, and the accounts of this server,
 * with sign-up, passwords, passkeys and recovery, are not there.
 */
export type AccountSource = TicketAccounts | OpenIdAccounts

/** The platform's own sign-in page, which answers with a signed login ticket. */
export interface TicketAccounts {
  readonly kind: 'ticket'
  /** The page; it is asked with `return_to`, `nonce` and perhaps `prompt=login`. */
  readonly signInUrl: string
  /** Public keys that tickets may be signed with, for EdDSA (Ed25519), ES256 or RS256; two while one is changed. */
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[]
}

/** An OpenID provider. */
export interface OpenIdAccounts {
  readonly kind: 'openid'
  /** As its discovery document has it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Default `openid profile email`. */
  readonly scope?: string
  /** Asks the provider. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}
