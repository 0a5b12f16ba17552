import type { ClientPlatform } from '@stagedoor/platforms'
import type { Credentials } from './credentials.ts'
import type { ClientPart } from './parts/client-part.ts'
import type { Awaitable } from './ports/awaitable.ts'
import type { ChannelPort } from './ports/channel-port.ts'
import type { Clock } from './ports/clock.ts'
import type { LockPort } from './ports/lock-port.ts'
import type { PagePort } from './ports/page-port.ts'
import type { PopupPort } from './ports/popup-port.ts'
import type { StoragePort } from './ports/storage-port.ts'

/** A platform, and the parts of the client that it cannot do without. */
export type AppPlatform = ClientPlatform & { readonly with?: readonly ClientPart[] }

/** Which platform, and what of the runtime to use. Everything but `platform` has a default that fits the runtime. */
export interface RuntimeOptions {
  /** From `@stagedoor/client`, or your own. Those of `@stagedoor/platforms` do too, with 3 kB that only a server reads. */
  readonly platform: AppPlatform
  /** What this app needs beyond the usual: `[webMessages]`. */
  readonly with?: readonly ClientPart[]
  /** Where the platform runs when it is not the real one: `http://127.0.0.1:4700/audius`. Becomes its issuer. */
  readonly baseUrl?: string
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  /** Returns that many bytes from a cryptographically secure source. */
  readonly random?: (length: number) => Uint8Array
  /** Hashes a text with SHA-256; default: the runtime's own WebCrypto, or code of ours where there is none. */
  readonly digest?: (text: string) => Awaitable<Uint8Array>
  readonly lock?: LockPort
  /** `null`: there is no page, as on a server. */
  readonly page?: PagePort | null
  readonly popup?: PopupPort | null
  readonly channel?: ChannelPort | null
}

/** What every client that signs people in is made of. */
export interface SignInOptions extends RuntimeOptions {
  /**
   * Exactly as registered. Also the page that calls `handleCallback()`.
   *
   * `'postmessage'`: there is no such page; the platform posts its reply to the page that opened the window. Only for popups, only
   * where the platform does that, and only with the part for it: `with: [webMessages]`.
   */
  readonly redirectUri: string
  /** `'read write'` or `['read', 'write']`; default: what the platform grants when nothing is asked. */
  readonly scope?: string | readonly string[]
  /**
   * Where the session is kept; default `local`.
   *
   * `local` survives a restart and is shared between tabs, so that they refresh once. `memory` is gone with the page.
   * `session` survives a reload; a *duplicated tab* copies it, and two copies of a single-use refresh token end the session.
   * Script that an attacker gets into the page can read `local` and `session` alike. Outside a browser all three are memory.
   */
  readonly storage?: 'local' | 'session' | 'memory' | StoragePort
}

/** What the client of a registered app is made of. */
export interface ClientOptions extends SignInOptions {
  readonly clientId: string
  /** Only where nobody else can read it, that is on a server: `createServerClient()`. Elsewhere it is refused with `configuration`. */
  readonly clientSecret?: string
}

/** What the client of an app without a client id is made of, for platforms that let such apps read (Audius). */
export interface UnregisteredClientOptions extends SignInOptions {
  /** Shown to the person who signs in. */
  readonly appName: string
}

/** What a client with a person's own credentials is made of: nobody signs in, and nothing is stored. */
export interface CredentialsClientOptions extends RuntimeOptions {
  /** `personalToken(…)`, `apiKey(…)` or `basic(…)`. */
  readonly credentials: Credentials
}

/** All options there are; which of them go together the types above say. */
export type ClientSettings = RuntimeOptions & Partial<ClientOptions & UnregisteredClientOptions & CredentialsClientOptions>
