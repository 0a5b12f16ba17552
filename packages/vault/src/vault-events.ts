import type { StagedoorErrorCode } from '@stagedoor/client'
import type { ConnectedAccount } from './connection.ts'

interface OfConnection {
  readonly userId: string
  readonly platform: string
}

/** What a vault tells its app. Told once, by the process in which it happened; never with a secret. */
export interface VaultEvents {
  readonly connected: OfConnection & { readonly account: ConnectedAccount | null }
  readonly disconnected: OfConnection & { readonly revoked: boolean }
  readonly refreshed: OfConnection & { readonly durationMs: number; readonly early: boolean }
  /** The connection stays; the next attempt comes by itself. */
  readonly refresh_failed: OfConnection & {
    readonly code: StagedoorErrorCode
    readonly failures: number
    readonly durationMs: number
    readonly early: boolean
  }
  /** The person must connect again: tell them. */
  readonly reauthorization_required: OfConnection & {
    readonly code: StagedoorErrorCode
    /** The refresh that was refused; `null` when there was nothing left to refresh with. */
    readonly refresh: { readonly durationMs: number; readonly early: boolean } | null
  }
  /** Somebody else held the lease. */
  readonly lease_waited: OfConnection & { readonly durationMs: number }
  /** A record that no key opens, or that somebody changed. It is left as it is, and nothing is refreshed by it. */
  readonly record_unreadable: { readonly key: string; readonly code: 'record_tampered' | 'key_unknown' }
}
