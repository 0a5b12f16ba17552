/** Every error code a server can send. Adding one here makes the compiler ask for its row below. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'login_required'
  | 'consent_required'
  | 'interaction_required'
  | 'account_selection_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'

/** The one table of error codes: HTTP status where the code travels in a body, and where it is defined. */
export const OAUTH_ERRORS: Readonly<Record<OAuthErrorCode, { readonly status: number; readonly spec: string }>> = {
  invalid_request: { status: 400, spec: 'RFC 6749 §5.2' },
  invalid_client: { status: 401, spec: 'RFC 6749 §5.2' },
  invalid_grant: { status: 400, spec: 'RFC 6749 §5.2' },
  unauthorized_client: { status: 400, spec: 'RFC 6749 §5.2' },
  unsupported_grant_type: { status: 400, spec: 'RFC 6749 §5.2' },
  unsupported_response_type: { status: 400, spec: 'RFC 6749 §4.1.2.1' },
  unsupported_token_type: { status: 400, spec: 'RFC 7009 §2.2.1' },
  invalid_scope: { status: 400, spec: 'RFC 6749 §5.2' },
  access_denied: { status: 400, spec: 'RFC 6749 §4.1.2.1' },
  server_error: { status: 500, spec: 'RFC 6749 §4.1.2.1' },
  temporarily_unavailable: { status: 503, spec: 'RFC 6749 §4.1.2.1' },
  invalid_token: { status: 401, spec: 'RFC 6750 §3.1' },
  insufficient_scope: { status: 403, spec: 'RFC 6750 §3.1' },
  login_required: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  consent_required: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  interaction_required: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  account_selection_required: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  request_not_supported: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  request_uri_not_supported: { status: 400, spec: 'OpenID Connect Core §3.1.2.6' },
  authorization_pending: { status: 400, spec: 'RFC 8628 §3.5' },
  slow_down: { status: 400, spec: 'RFC 8628 §3.5' },
  expired_token: { status: 400, spec: 'RFC 8628 §3.5' },
  invalid_dpop_proof: { status: 400, spec: 'RFC 9449 §5' },
  use_dpop_nonce: { status: 400, spec: 'RFC 9449 §8' },
  invalid_redirect_uri: { status: 400, spec: 'RFC 7591 §3.2.2' },
  invalid_client_metadata: { status: 400, spec: 'RFC 7591 §3.2.2' },
}

/** A refusal that has a protocol name. One file of the server writes it to the wire. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: OAuthErrorCode
  /** The real cause, for the operator's log and the developer's sign-in log. Never sent to the caller. */
  readonly reason: string

  /**
   * @param code - The `error` on the wire.
   * @param description - The `error_description` on the wire: public, from a fixed sentence, no input in it.
   * @param detail - `reason` for the log (defaults to the code), and `cause`.
   */
  constructor(code: OAuthErrorCode, description: string, detail: { reason?: string; cause?: unknown } = {}) {
    super(description, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.code = code
    this.reason = detail.reason ?? code
  }

  /** The HTTP status of this code where it travels in a body. */
  get status(): number {
    return OAUTH_ERRORS[this.code].status
  }
}
