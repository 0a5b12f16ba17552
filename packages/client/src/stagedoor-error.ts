/** Every way in which this SDK can fail. Adding one here makes the compiler ask for its row below. */
export type StagedoorErrorCode =
  | 'popup_blocked'
  | 'cancelled'
  | 'consent_denied'
  | 'interaction_required'
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

type Row = readonly [action: StagedoorAction, message: string, hint: string]

/** The one table of failures: what helps, what happened, what to do about it. */
const ERRORS: Readonly<Record<StagedoorErrorCode, Row>> = {
  popup_blocked: ['retry', 'The browser blocked the sign-in window.', "Call login() first thing in a click, or with display: 'page'."],
  cancelled: ['none', 'The sign-in was not completed.', 'Offer the button again.'],
  consent_denied: ['none', 'The person did not allow it.', 'Offer the button again.'],
  interaction_required: ['login', 'The platform has to ask the person.', 'Call login() without prompt.'],
  state_mismatch: ['login', 'This reply belongs to another sign-in.', 'Call login() again.'],
  state_lost: [
    'login',
    'Nobody waits for this reply.',
    'Start and finish within an hour, in one browser, on one origin: localhost is not 127.0.0.1.',
  ],
  issuer_mismatch: ['fix-config', 'The reply came from another issuer.', 'Check baseUrl (RFC 9207).'],
  code_rejected: [
    'login',
    'The platform refused the code.',
    'It was used, is too old, or the redirect URI or client differs from the request.',
  ],
  proof_rejected: ['login', 'The platform does not confirm the signed profile.', 'Call login() again; nobody is signed in by it.'],
  credentials_rejected: ['login', 'The platform refused the user name or password.', 'Ask the person again.'],
  sign_in_interrupted: ['login', 'The connection broke while signing in.', 'Call login() again: the code may be spent.'],
  not_signed_in: ['login', 'Nobody is signed in.', 'Call login().'],
  session_ended: ['login', 'The platform ended this session.', 'Call login().'],
  refresh_uncertain: ['retry', 'A refresh was sent and no reply came.', 'Try again soon; the platform may know the answer still.'],
  offline: ['retry', 'There is no network.', 'Try again later. The session is kept.'],
  provider_unavailable: ['retry', 'The platform cannot answer now.', 'Try again later. The session is kept.'],
  rate_limited: ['retry', 'The platform asks to slow down.', 'Wait retryAfterSeconds.'],
  redirect_mismatch: ['fix-config', 'The redirect URI is on another origin.', 'Open the app on that origin: localhost is not 127.0.0.1.'],
  insecure_context: ['fix-config', 'This page is not a secure context.', 'Serve it over https, or from 127.0.0.1.'],
  storage_unavailable: ['none', 'The browser stores nothing for this page.', "Use display: 'popup'."],
  configuration: ['fix-config', 'The platform refuses this app as it is set up.', 'Check client id, scope and redirect URI.'],
  request_refused: ['none', 'The platform refused this request.', 'See providerError.'],
  invalid_response: ['none', 'The platform sent something unreadable.', 'Check baseUrl.'],
}

/** What is known beyond the code. */
export interface StagedoorErrorDetail {
  readonly cause?: unknown
  /** Replaces the sentence of the table. Never has a secret in it. */
  readonly message?: string
  readonly providerError?: string | undefined
  readonly retryAfterSeconds?: number | undefined
}

/** The one error class of the SDK. Choose by `code` or `action`, never by message. No message contains a token, code or verifier. */
export class StagedoorError extends Error {
  override readonly name = 'StagedoorError'
  /** Stable. */
  readonly code: StagedoorErrorCode
  readonly action: StagedoorAction
  /** Whether the same call may succeed later, with nobody signing in again. */
  readonly retryable: boolean
  /** One sentence for the developer: what to do. */
  readonly hint: string
  /** The platform's own `error` (RFC 6749 §5.2), where it sent one. */
  readonly providerError: string | undefined
  /** From now; only with `rate_limited`, and only when the platform said. */
  readonly retryAfterSeconds: number | undefined

  constructor(code: StagedoorErrorCode, detail: StagedoorErrorDetail = {}) {
    const [action, message, hint] = ERRORS[code]
    super(detail.message ?? message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.action = action
    this.retryable = action === 'retry'
    this.hint = hint
    this.providerError = detail.providerError
    this.retryAfterSeconds = detail.retryAfterSeconds
  }
}

/** Lets through what looks like an error code (RFC 6749 §5.2): a platform may put anything there, what it was sent included. */
export function providerErrorOf(error: string): string | undefined {
  return /^[a-z_]{1,40}$/.test(error) ? error : undefined
}

/** Tells whether a text is one of our codes: another page may run another version. */
export function isStagedoorErrorCode(text: string): text is StagedoorErrorCode {
  return Object.hasOwn(ERRORS, text)
}
