/** What the control API refuses with; part of its interface. */
export type ControlErrorCode =
  | 'client_unknown'
  | 'content_too_large'
  | 'cross_site_request'
  | 'invalid_client_metadata' // RFC 7591 §3.2.2
  | 'invalid_redirect_uri' // RFC 7591 §3.2.2
  | 'invalid_request'
  | 'invalid_scope'
  | 'method_not_allowed'
  | 'not_found'
  | 'platform_unknown'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'unsupported' // by this platform
  | 'unsupported_media_type'
  | 'user_unknown'
  | 'username_taken'

const STATUS: Readonly<Record<ControlErrorCode, number>> = {
  client_unknown: 404,
  content_too_large: 413,
  cross_site_request: 403,
  invalid_client_metadata: 400,
  invalid_redirect_uri: 400,
  invalid_request: 400,
  invalid_scope: 400,
  method_not_allowed: 405,
  not_found: 404,
  platform_unknown: 404,
  server_error: 500,
  temporarily_unavailable: 503,
  unsupported: 400,
  unsupported_media_type: 415,
  user_unknown: 404,
  username_taken: 409,
}

/** A refusal of the control API: a stable code, and a sentence that says where, what, and what would be right. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly code: ControlErrorCode
  readonly status: number

  constructor(code: ControlErrorCode, description: string) {
    super(description)
    this.code = code
    this.status = STATUS[code]
  }
}
