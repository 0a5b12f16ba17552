import type { EpochSeconds } from './records.ts'

/** How often something may be tried, and how long the waits are after that. */
export interface AttemptRule {
  /** So many attempts come without a wait. */
  readonly free: number
  /** The wait after the last free one; each further attempt doubles it. */
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
  /** After this long without an attempt all is forgotten. */
  readonly forgottenAfterSeconds: number
}

/** What attempts are counted against: an account that is named, an address, a browser. */
export interface AttemptSubject {
  /** SHA-256 of what it is, so that a database tells nobody what was typed. */
  readonly key: Uint8Array
  readonly rule: AttemptRule
}

/** Counts attempts that may be guesses: passwords, codes, mails sent. Survives a restart. */
export interface AttemptStore {
  /**
   * Counts an attempt against every subject, unless one of them must wait; then nothing is counted.
   *
   * One atomic act, done before the work it bounds: of fifty attempts at once no more begin than are free.
   */
  begin(
    subjects: readonly AttemptSubject[],
    now: EpochSeconds,
  ): Promise<{ outcome: 'begun' } | { outcome: 'must_wait'; until: EpochSeconds }>
  /** The attempts turned out well: `forgotten` subjects begin anew, from `uncounted` ones a single attempt is taken back. */
  succeed(subjects: { readonly forgotten: readonly Uint8Array[]; readonly uncounted: readonly Uint8Array[] }): Promise<void>
}
