import type { EpochSeconds } from './records.ts'

/** The stations of a sign-in, as its app's developers think of them. */
export type SignInStation = 'authorization' | 'sign_in' | 'consent' | 'code' | 'token' | 'refresh' | 'revocation' | 'device' | 'api'

/**
 * What a developer needs to see of a request that was refused. Never a secret: no code, token, verifier, state, nonce or password.
 *
 * `sent` and `expected` stand side by side where they are two values of one thing.
 */
export interface SignInFacts {
  readonly sent?: string
  readonly expected?: string
  /** Scope tokens that were asked for and are not to be had, with spaces between them. */
  readonly missing?: string
  /** How long after its end something came. */
  readonly secondsLate?: number
  /** What a code verifier was, where it did not match: not of the grammar, the challenge itself, or another one. */
  readonly verifier?: 'malformed' | 'challenge' | 'other' | 'missing' | 'unasked'
}

/** One thing that happened on the way of a sign-in. */
export interface SignInStep {
  readonly station: SignInStation
  /** Epoch milliseconds. */
  readonly at: number
  /** Why it stopped here, as in the event log; absent where it went on. */
  readonly reason?: string
  /** The error code that was sent, when one was. */
  readonly error?: string
  readonly facts?: SignInFacts
}

/**
 * Steps that were seen together. A sign-in leaves one of these or a few: what belongs together shares a key.
 */
export interface LoggedSteps {
  /** Shown on error pages, so that a person can tell it to a developer. */
  readonly id: string
  readonly clientId: string
  /** What it is kept for: each kind has room of its own, so that many that go well do not push out the one that failed. */
  readonly kind: 'failed' | 'signed_in' | 'refreshed'
  /** Names of the transaction, the code and the grant, each 16 bytes of a digest. */
  readonly keys: readonly string[]
  readonly steps: readonly SignInStep[]
}

/** How many entries of an app each kind keeps: 500 in all. */
export const KEPT_SIGN_INS: Readonly<Record<LoggedSteps['kind'], number>> = { failed: 250, signed_in: 200, refreshed: 50 }

/** How long an entry is kept. */
export const KEPT_SIGN_IN_SECONDS: EpochSeconds = 7 * 86_400

/** Keeps the recent sign-ins of each app. */
export interface SignInLogStore {
  /**
   * Adds entries, and lets go of the oldest of the same app and kind beyond {@link KEPT_SIGN_INS}, in one act; of those that failed the oldest
   * of whichever reasons there are most of, as anybody who knows a client id can make failures.
   * Entries of an app that does not exist are dropped.
   */
  append(entries: readonly LoggedSteps[]): Promise<void>
  /** Every entry that is kept for this app and not older than {@link KEPT_SIGN_IN_SECONDS}, oldest first. */
  list(clientId: string, now: EpochSeconds): Promise<readonly LoggedSteps[]>
}
