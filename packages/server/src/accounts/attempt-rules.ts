import type { AttemptRule } from '../ports/attempt-store.ts'

/** How often what may be a guess, or a nuisance, is taken. */
export interface AttemptRules {
  /** Passwords for one account, by the name that was typed. */
  readonly account: AttemptRule
  /** Passwords and forms that send mail, from one network. */
  readonly network: AttemptRule
  /** Mails to one address. */
  readonly mail: AttemptRule
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * What a server does that is told nothing else.
 *
 * Nobody is locked out: the longest wait is a quarter of an hour, and a browser in which the person has signed in before is counted for itself.
 */
export const defaultAttemptRules: AttemptRules = {
  account: { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 15 * MINUTE, forgottenAfterSeconds: 24 * HOUR },
  network: { free: 50, firstWaitSeconds: MINUTE, longestWaitSeconds: 15 * MINUTE, forgottenAfterSeconds: HOUR },
  mail: { free: 3, firstWaitSeconds: 5 * MINUTE, longestWaitSeconds: HOUR, forgottenAfterSeconds: 24 * HOUR },
}
