/** Every way in which this SDK can fail. Adding one here makes the compiler ask for its row below. */
export type StagedoorErrorCode =
  | 'popup_blocked'
  | 'popup_unreachable'
  | 'cancelled'
  | 'consent_denied'
  | 'interaction_required'
  | 'permission_required'
  | 'account_changed'
  | 'state_mismatch'
  | 'state_lost'
  | 'issuer_mismatch'
  | 'code_rejected'
  | 'proof_rejected'
  | 'credentials_rejected'
  | 'sign_in_interrupted'
  | 'not_signed_in'
  | 'session_ended'
  | 'refresh_uncertain'
  | 'hand_over_uncertain'
  | 'offline'
  | 'provider_unavailable'
  | 'rate_limited'
  | 'redirect_mismatch'
  | 'insecure_context'
  | 'storage_unavailable'
  | 'configuration'
  | 'request_refused'
  | 'invalid_response'

/** What helps: repeat the same call later, sign in again, change the app's settings, or nothing. */
export type StagedoorAction = 'retry' | 'login' | 'fix-config' | 'none'

/** The one table of failures: what helps. In words they are in `error-words.ts`, which an app pays for only if it shows them. */
const ACTIONS: Readonly<Record<StagedoorErrorCode, StagedoorAction>> = {
  popup_blocked: 'retry',
  popup_unreachable: 'none',
  cancelled: 'none',
  consent_denied: 'none',
  interaction_required: 'login',
  permission_required: 'none',
  account_changed: 'none',
  state_mismatch: 'login',
  state_lost: 'login',
  issuer_mismatch: 'fix-config',
  code_rejected: 'login',
  proof_rejected: 'login',
  credentials_rejected: 'login',
  sign_in_interrupted: 'login',
  not_signed_in: 'login',
  session_ended: 'login',
  refresh_uncertain: 'retry',
  hand_over_uncertain: 'retry',
  offline: 'retry',
  provider_unavailable: 'retry',
  rate_limited: 'retry',
  redirect_mismatch: 'fix-config',
  insecure_context: 'fix-config',
  storage_unavailable: 'none',
  configuration: 'fix-config',
  request_refused: 'none',
  invalid_response: 'none',
}

/** What is known beyond the code. */
export interface StagedoorErrorDetail {
  readonly cause?: unknown
  /** Says what the code alone does not. Never has a secret in it. */
  readonly message?: string
  readonly providerError?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly continueInThisTab?: (() => Promise<void>) | undefined
}

/**
 * The one error class of the SDK. Choose by `code` or `action`, never by message. No message contains a token, code or verifier.
 *
 * The message is for a console; `errorWords(error)` has sentences for people.
 */
export class StagedoorError extends Error {
  override readonly name = 'StagedoorError'
  /** Stable. */
  readonly code: StagedoorErrorCode
  readonly action: StagedoorAction
  /** Whether the same call may succeed later, with nobody signing in again. */
  readonly retryable: boolean
  /** The platform's own `error` (RFC 6749 §5.2), where it sent one. */
  readonly providerError: string | undefined
  /** From now; only with `rate_limited`, and only when the platform said. */
  readonly retryAfterSeconds: number | undefined
  /** Signs in by leaving this page, as `login()` was asked to. Only with `popup_blocked`, and only where that can work: not in a frame. */
  readonly continueInThisTab: (() => Promise<void>) | undefined

  constructor(code: StagedoorErrorCode, detail: StagedoorErrorDetail = {}) {
    super(
      detail.message ?? [code, detail.providerError].filter(Boolean).join(': '),
      detail.cause === undefined ? undefined : { cause: detail.cause },
    )
    this.code = code
    this.action = ACTIONS[code]
    this.retryable = this.action === 'retry'
    this.providerError = detail.providerError
    this.retryAfterSeconds = detail.retryAfterSeconds
    this.continueInThisTab = detail.continueInThisTab
  }
}

/**
 * Makes an error of the platform's own `error` (RFC 6749 §4.1.2.1 and §5.2). What nobody knows is how the app is set up.
 *
 * Only what looks like an error code is passed on: a platform may put anything there, what it was sent included.
 */
export function refusalOf(error: string, names: Readonly<Record<string, StagedoorErrorCode>>): StagedoorError {
  const known: typeof names = { server_error: 'provider_unavailable', temporarily_unavailable: 'provider_unavailable', ...names }
  const code = (Object.hasOwn(known, error) && known[error]) || 'configuration'
  return new StagedoorError(code, { providerError: /^[a-z_]{1,40}$/.test(error) ? error : undefined })
}

/** Tells whether a text is one of our codes: another page may run another version. */
export function isStagedoorErrorCode(text: string): text is StagedoorErrorCode {
  return Object.hasOwn(ACTIONS, text)
}
