import type { PlatformDescription } from '@stagedoor/platforms'
import type { AttemptRules } from './accounts/attempt-rules.ts'
import type { LogoEncoder } from './ports/logo-encoder.ts'
import type { Mailer } from './ports/mailer.ts'
import type { LatePages, Pages } from './ports/pages.ts'
import type { PasskeyVerifier } from './ports/passkey-verifier.ts'
import type { Store } from './ports/store.ts'
import type { Clock, EventLog, PasswordHasher, Random } from './ports/world.ts'
import type { ResourceRoute } from './resource-server/resource-route.ts'
import type { ScannerKey } from './secret-scanning/check-report-signature.ts'
import type { AccountSource } from './upstream-accounts/account-source.ts'

/** What makes an authorization server: a description to be, a store to keep, pages to show, and the world. */
export interface AuthorizationServerOptions {
  readonly platform: PlatformDescription
  /** Where people and apps reach it: scheme, host, optional path, no trailing slash. Never taken from a request. */
  readonly baseUrl: string
  /** Further origins that lead here (an emulator behind host mapping): accepted as `Origin` of its own forms. */
  readonly aliasOrigins?: readonly string[]
  readonly store: Store
  readonly pages: Pages | LatePages
  readonly passwordHasher: PasswordHasher
  readonly clock: Clock
  readonly random: Random
  readonly log: EventLog
  /** Shown on the sign-in page of a laptop's emulator. */
  readonly demoAccounts?: readonly { readonly username: string; readonly password: string; readonly name: string }[]
  /**
   * What to do where a platform's own rules are not safe: a redirect URI that is registered nowhere, an app that is not registered at all,
   * a request with neither PKCE nor `state`. `refuse` says what would be right; `allow` does it and logs `unsafe_…`, for a developer's machine.
   * @defaultValue `refuse`
   */
  readonly unsafeFlows?: 'refuse' | 'allow'
  /** Serves the pages beside sign-in: accounts, apps with access, tokens, the developer portal. Absent: none of them. */
  readonly site?: SiteOptions
  /** How many proxies in front of this server add to `X-Forwarded-For`; 0, the default, does not look at it. */
  readonly trustedProxies?: number
  /** How long a browser stays signed in without a proof of who it is; 30 days by default. */
  readonly sessionLifetimeSeconds?: number
  /** How often passwords may be guessed and mails asked for; default: five at once for one account, then growing waits. */
  readonly attemptRules?: AttemptRules
  /** The platform's own API, served beside its OAuth endpoints and profile. */
  readonly resources?: readonly ResourceRoute[]
}

/** What the pages beside sign-in need. Each area adds its own. */
export interface SiteOptions {
  /** Where the accounts are, when the platform has its people already; absent: here. */
  readonly accounts?: AccountSource
  /** Sends e-mail; absent: nothing that needs it is offered. */
  readonly mailer?: Mailer
  /** Whether anybody may open an account, which takes a mailer; default `open`. */
  readonly signUp?: 'open' | 'closed'
  /** Checks passkeys; absent: nobody has any. */
  readonly passkeyVerifier?: PasskeyVerifier
  /** Who may report secrets that they found in public; anybody when absent. */
  readonly scannerKeys?: readonly ScannerKey[]
  /** Draws uploaded logos anew; absent: apps have none. */
  readonly logoEncoder?: LogoEncoder
}
