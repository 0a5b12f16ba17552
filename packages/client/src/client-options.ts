import type { PlatformDescription } from '@stagedoor/platforms'
import type { ChannelPort } from './ports/channel-port.ts'
import type { Clock } from './ports/clock.ts'
import type { LockPort } from './ports/lock-port.ts'
import type { PagePort } from './ports/page-port.ts'
import type { PopupPort } from './ports/popup-port.ts'
import type { StoragePort } from './ports/storage-port.ts'

/** What a client is made of. Everything after `storage` has a default that fits the runtime. */
export interface ClientOptions {
  readonly platform: PlatformDescription
  readonly clientId: string
  /** Exactly as registered. Also the page that calls `handleCallback()`. */
  readonly redirectUri: string
  /** `'read write'` or `['read', 'write']`; default: what the platform grants when nothing is asked. */
  readonly scope?: string | readonly string[]
  /** Where the platform runs when it is not the real one: `http://127.0.0.1:4700/audius`. Becomes its issuer. */
  readonly baseUrl?: string
  /**
   * Where the session is kept; default `local`.
   *
   * `local` survives a restart and is shared between tabs, so that they refresh once. `memory` is gone with the page.
   * `session` survives a reload; a *duplicated tab* copies it, and two copies of a single-use refresh token end the session.
   * Script that an attacker gets into the page can read `local` and `session` alike.
   */
  readonly storage?: 'local' | 'session' | 'memory' | StoragePort

  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  /** Returns that many bytes from a cryptographically secure source. */
  readonly random?: (length: number) => Uint8Array
  readonly lock?: LockPort
  /** `null`: there is no page, as on a server. */
  readonly page?: PagePort | null
  readonly popup?: PopupPort | null
  readonly channel?: ChannelPort | null
}
