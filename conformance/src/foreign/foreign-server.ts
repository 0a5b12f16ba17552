import type { Page } from 'playwright-core'

/** The app that signs in. */
export interface ForeignApp {
  readonly origin: string
  readonly redirectUri: string
}

/** A running authorization server that somebody else wrote, with its own pages; `await using` ends it. */
export interface ForeignServer extends AsyncDisposable {
  readonly issuer: string
  /** A client without a secret, and one with. */
  readonly clients: { readonly browser: string; readonly server: { readonly clientId: string; readonly clientSecret: string } }
  /** Does on the server's pages what a person does. */
  allow(page: Page): Promise<void>
  deny(page: Page): Promise<void>
  /** Allows, or denies, more to an app, as somebody who is signed in. */
  allowMore(page: Page): Promise<void>
  denyMore(page: Page): Promise<void>
  /** Ends the access tokens that are out, and nothing else: the refresh tokens go on. */
  expireAccessTokens(): Promise<void>
}

/** What is different from server to server, in what it says of itself and in what it does. */
export interface ForeignServerCase {
  readonly name: string
  start(app: ForeignApp): Promise<ForeignServer>
  /** For `discover()`: what its document leaves out. */
  readonly endpoints: (issuer: string) => { readonly revocation?: string }
  readonly scope: string
  /** A token of it is not let in at the userinfo endpoint. */
  readonly scopeWithoutProfile: string
  /** What our client calls that. */
  readonly profileRefusal: 'configuration' | 'request_refused'
  /** Of the authorization request. */
  readonly parameters: Readonly<Record<string, string>>
  /** A second use of a refresh token: the same answer for a while, or the end of the grant. */
  readonly rotation: 'grace' | 'strict'
  /** OpenID Connect RP-Initiated Logout. */
  readonly hasLogoutPage: boolean
}
