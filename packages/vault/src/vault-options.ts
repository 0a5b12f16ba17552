import type { Clock } from '@stagedoor/client'
import type { ConnectedAccount } from './connection.ts'
import type { RegisteredPlatform } from './platforms/registration.ts'
import type { VaultStore } from './ports/vault-store.ts'
import type { VaultKeys } from './sealing/vault-key.ts'

/** What a vault is made of. Only the first three have to be given. */
export interface VaultOptions {
  /** Where connections are kept: `sqliteStore(path)`, `postgresStore({ pool })`, … Closed with the vault. */
  readonly store: VaultStore
  /** What tokens are sealed with; `process.env.STAGEDOOR_VAULT_KEYS` as it is. Without keys there is no vault: `keys_missing`. */
  readonly keys: VaultKeys | undefined
  /** `[soundcloud({ clientId, clientSecret, redirectUri }), …]` */
  readonly platforms: readonly RegisteredPlatform[]
  /** Says who somebody is that signed in with `connect(null, …)`; default: `soundcloud:1234`, the platform and its id of the account. */
  readonly userOf?: (who: { readonly platform: string; readonly account: ConnectedAccount }) => string | Promise<string>
  /** Whether a new connection asks the platform whose it is; default `true`. It connects all the same when that fails. */
  readonly fetchProfileOnConnect?: boolean
  /** A connection that nobody uses is refreshed after so long by `refreshDue()`; default 7 days, and never later than half the life of its refresh token. */
  readonly refreshIdleAfterSeconds?: number
  /** How long a request to a platform's token endpoint may take, 1 to 60; default 20. Must be the same for all that share a store: leases are three times as long. */
  readonly requestTimeoutSeconds?: number
  /** How many opened access tokens are kept in memory; default 5000. */
  readonly cacheSize?: number
  /** Names this process in leases, for who reads the database; default: random. */
  readonly holder?: string
  /** Where the process is frozen after a reply (serverless): its `waitUntil`, so that an early refresh is not cut in two. */
  readonly waitUntil?: (work: Promise<unknown>) => void
  readonly log?: VaultLog
  readonly clock?: Clock
  /** Returns that many bytes from a cryptographically secure source. */
  readonly random?: (length: number) => Uint8Array
  /** Default: the global one. That of Node does not send a refresh too late when the machine sleeps while it connects; one that is passed in cannot be asked. */
  readonly fetch?: typeof globalThis.fetch
}

/** Hears what nobody else does; without secrets. */
export type VaultLog = (entry: VaultLogEntry) => void

export type VaultLogEntry =
  /** A listener of yours threw. */
  | { readonly reason: 'listener_failed'; readonly event: string; readonly error: unknown }
  /** A refresh beside a request failed in a way that no event tells. */
  | { readonly reason: 'refresh_failed'; readonly error: unknown }
  /** A record that is none of ours, or that no key opens. It was left as it is. */
  | { readonly reason: 'record_unreadable'; readonly key: string; readonly error: unknown }
