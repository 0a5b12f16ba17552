import type { StagedoorErrorCode } from '@stagedoor/client'
import type { EpochSeconds } from './ports/vault-store.ts'

/**
 * - `connected`: works, or will when the platform answers again (see `health`)
 * - `reauthorization_required`: the platform said no for good; the person must connect again
 * - `not_connected`: never was, or was disconnected
 */
export type ConnectionStatus = 'connected' | 'reauthorization_required' | 'not_connected'

/** What can be said of a connection without a secret. */
export interface ConnectionSummary {
  readonly userId: string
  readonly platform: string
  readonly status: ConnectionStatus
  /** How it was made: tokens of a sign-in, or a person's own credentials. */
  readonly kind: 'oauth' | 'personal_token' | 'basic' | null
  /** Why the person must connect again. */
  readonly reason: StagedoorErrorCode | null
  readonly account: ConnectedAccount | null
  readonly scope: readonly string[]
  /** Of the access token; `null` when the platform did not say, or there is none. */
  readonly expiresAt: EpochSeconds | null
  readonly connectedAt: EpochSeconds | null
  readonly health: ConnectionHealth
}

/** Who the person is at the platform; `null` where it was not asked or did not answer. */
export interface ConnectedAccount {
  readonly id: string
  readonly name: string | null
  readonly handle: string | null
}

/** How refreshing went. */
export interface ConnectionHealth {
  readonly refreshedAt: EpochSeconds | null
  readonly failedAt: EpochSeconds | null
  readonly failure: StagedoorErrorCode | null
  /** In a row. */
  readonly failures: number
  /** Not before then, unless somebody asks for a token that is over. */
  readonly nextAttemptAt: EpochSeconds | null
}

/** One person's connection to one platform. */
export interface Connection extends ConnectionSummary {
  /**
   * An access token that works now, refreshed first where it must be: one request for everybody who waits, in every process.
   *
   * @throws StagedoorError `not_signed_in` (not connected), `session_ended` (`reauthorization_required`), `configuration` (HTTP Basic has
   * none), or `offline`, `provider_unavailable`, `rate_limited`, `refresh_uncertain` while the connection itself stays.
   */
  getAccessToken(): Promise<string>
  /** As the standard's, with the token attached to the platform's own origins only, and one retry with a new token on 401. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Refreshes now, whether it is time or not: for operators, and for who knows that the token was revoked. It costs a request each time.
   *
   * @throws as {@link Connection.getAccessToken}; StagedoorError `configuration`: there is nothing to refresh with, as with an API key.
   */
  refresh(): Promise<void>
  /** Asks the platform who this is, and remembers it as `account`. */
  test(): Promise<ConnectedAccount>
  /** Revokes at the platform, then erases. `revoked`: whether the platform agreed; erased it is in any case. */
  disconnect(): Promise<{ readonly revoked: boolean }>
}
