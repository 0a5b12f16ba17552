import type { StagedoorError, StagedoorErrorCode } from './stagedoor-error.ts'

/**
 * What is known of the session. The object stays the same until something changes.
 *
 * There are three states, because a network failure is not a logout: `unknown` has tokens and cannot check them now.
 */
export type SessionState = AuthenticatedState | UnauthenticatedState | UnknownState

export interface AuthenticatedState {
  readonly status: 'authenticated'
  /** Granted scope tokens. */
  readonly scope: readonly string[]
  /** Of the access token, epoch seconds; `undefined` when the platform did not say. The session lives on by refreshing. */
  readonly expiresAt: number | undefined
}

export interface UnauthenticatedState {
  readonly status: 'unauthenticated'
  /** `session_ended`: there was one, and the platform refused to continue it. */
  readonly reason: 'signed_out' | 'session_ended'
}

export interface UnknownState {
  readonly status: 'unknown'
  /** `unchecked`: nobody looked yet, see `restore()`. Else why the last check failed. */
  readonly reason: 'unchecked' | StagedoorErrorCode
  readonly error: StagedoorError | undefined
}
