import type { AppFrame } from './developer-pages.ts'
import type { SignInFacts, SignInStation } from './sign-in-log-store.ts'

/** The log in which developers see how the sign-ins of their app went. */
export interface SignInLogPages {
  list(page: SignInLogPage): string
  attempt(page: SignInAttemptPage): string
}

/** Why a sign-in stopped, as its developers need it told: several reasons of the event log may be one of these. */
export type SignInExplanation =
  | 'redirect_uri_mismatch'
  | 'redirect_uri_invalid'
  | 'redirect_uri_missing'
  | 'redirect_uri_changed'
  | 'origin_mismatch'
  | 'scope_unknown'
  | 'scope_not_registered'
  | 'scope_exceeds_grant'
  | 'scope_missing'
  | 'insufficient_scope'
  | 'challenge_missing'
  | 'challenge_wrong'
  | 'verifier_mismatch'
  | 'code_expired'
  | 'code_replayed'
  | 'code_unknown'
  | 'code_other_client'
  | 'refresh_token_replayed'
  | 'refresh_token_ended'
  | 'secret_wrong'
  | 'secret_missing'
  | 'client_is_public'
  | 'authentication_method'
  | 'state_missing'
  | 'response_type'
  | 'grant_type'
  | 'parameter'
  | 'needs_person'
  | 'denied'
  | 'wrong_password'
  | 'account_disabled'
  | 'client_disabled'
  | 'form_forged'
  | 'sign_in_over'
  | 'proof_of_possession'
  | 'device'
  | 'too_many'
  | 'server'
  | 'other'

/** Where the cause can be put right: a place among the app's pages. */
export type SignInRemedy = 'settings' | 'secrets'

/** Why it stopped, with all that is known. */
export interface ShownStop {
  readonly explanation: SignInExplanation
  /** As in the event log. */
  readonly reason: string
  /** The error code that was sent; `null` when none was. */
  readonly error: string | null
  readonly facts: SignInFacts
  readonly remedy: SignInRemedy | null
  /** The rule, for who wants to read it: `RFC 7636 §4.6`. */
  readonly spec: string | null
}

export interface ShownStep {
  readonly station: SignInStation
  /** Epoch milliseconds. */
  readonly at: number
  readonly stop: ShownStop | null
}

export interface ShownAttempt {
  readonly id: string
  readonly outcome: 'stopped' | 'done' | 'under_way'
  /** The last of them says where it stopped. */
  readonly steps: readonly [ShownStep, ...ShownStep[]]
}

/** Form `GET` of the same path with `id`; links with `show=failed` and `page`. Each attempt leads to `…/log/<id>`. */
export interface SignInLogPage extends AppFrame {
  /** Newest first, one page of them. */
  readonly attempts: readonly ShownAttempt[]
  readonly show: 'all' | 'failed'
  /** From 1. */
  readonly page: number
  readonly hasMore: boolean
  /** An id that was looked for and is not there; `null` when none was. */
  readonly unknownId: string | null
  readonly keptDays: number
}

export interface SignInAttemptPage extends AppFrame {
  readonly attempt: ShownAttempt
}
