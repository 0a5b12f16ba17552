import type { SignInExplanation, SignInFacts, SignInStation } from '@stagedoor/server/ports'

/** The words of the sign-in log in one language. */
export interface SignInLogMessages {
  readonly language: string
  readonly title: string
  readonly lead: string
  readonly empty: string
  readonly emptyFailed: string
  /** Of requests that name no app that exists: `{clientId}` is the one they should have named. */
  readonly unknownClient: string
  readonly showAll: string
  readonly showFailed: string
  readonly filter: string
  readonly findLabel: string
  readonly findHint: string
  readonly find: string
  readonly notFound: string
  readonly newer: string
  readonly older: string
  readonly attemptTitle: string
  readonly back: string
  readonly stepsTitle: string
  readonly outcomes: Readonly<Record<'stopped' | 'done' | 'under_way', string>>
  /** What was reached last of a sign-in that did not stop there. */
  readonly reached: string
  readonly stations: Readonly<Record<SignInStation, string>>
  /** What a station means when it went well. */
  readonly passed: Readonly<Record<SignInStation, string>>
  readonly stoppedHere: string
  readonly sent: string
  readonly expected: string
  readonly registered: string
  readonly missing: string
  readonly allowed: string
  readonly tokenHas: string
  readonly secondsLate: string
  readonly verifiers: Readonly<Record<NonNullable<SignInFacts['verifier']>, string>>
  readonly remedies: Readonly<Record<'settings' | 'secrets', string>>
  readonly errorSent: string
  readonly reason: string
  readonly rule: string
  readonly afterStart: string
  readonly id: string
  readonly withheld: string
  /** What happened, and what would be right. */
  readonly explanations: Readonly<Record<SignInExplanation, readonly [what: string, fix: string]>>
}
