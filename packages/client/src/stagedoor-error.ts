/** Every way in which this SDK can fail. Adding one here makes the compiler ask for its row in `error-actions.ts` and in `error-words.ts`. */
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

/** What helps, by the words in a code. As a table of all codes, which nobody has to carry about: `error-actions.ts`. */
const LOGIN = /^(state|session|sign_in|interaction|not_signed)|rejected/
const RETRY = /blocked|uncertain|offline|provider|limited/
const FIX_CONFIG = /mismatch|insecure|configuration/

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
  declare readonly code: StagedoorErrorCode
  declare readonly action: StagedoorAction
  /** Whether the same call may succeed later, with nobody signing in again. */
  declare readonly retryable: boolean
  /** The platform's own `error` (RFC 6749 §5.2), where it sent one. */
  declare readonly providerError: string | undefined
  /** From now; only with `rate_limited`, and only when the platform said. */
  declare readonly retryAfterSeconds: number | undefined
  /** Signs in by leaving this page, as `login()` was asked to. Only with `popup_blocked`, and only where that can work: not in a frame. */
  declare readonly continueInThisTab: (() => Promise<void>) | undefined

  constructor(code: StagedoorErrorCode, detail: StagedoorErrorDetail = {}) {
    super(detail.message ?? [code, detail.providerError].filter(Boolean).join(': '), detail)
    const action = LOGIN.test(code) ? 'login' : RETRY.test(code) ? 'retry' : FIX_CONFIG.test(code) ? 'fix-config' : 'none'
    Object.assign(this, detail, { code, action, retryable: action === 'retry' })
  }
}

/** Makes an error that only the app's developer can mend. */
export function configurationError(message: string): StagedoorError {
  return new StagedoorError('configuration', { message })
}

/**
 * Makes an error of the platform's own `error` (RFC 6749 §4.1.2.1 and §5.2). What nobody knows is how the app is set up.
 *
 * Only what looks like an error code is passed on: a platform may put anything there, what it was sent included.
 *
 * @param code - What it is called here, where it is known.
 */
export function refusalOf(error: string, code?: StagedoorErrorCode): StagedoorError {
  const known: StagedoorErrorCode =
    error === 'access_denied'
      ? 'consent_denied'
      : /^(login|consent|interaction|account_selection)_required$/.test(error)
        ? 'interaction_required'
        : /^server_error$|unavailable$/.test(error)
          ? 'provider_unavailable'
          : 'configuration'
  return new StagedoorError(code ?? known, { providerError: /^[a-z_]{1,40}$/.test(error) ? error : undefined })
}
