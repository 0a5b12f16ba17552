import type { StagedoorAction, StagedoorErrorCode } from './stagedoor-error.ts'

/** The one table of failures: what helps. Errors tell it by their names, which is shorter; a test compares. */
export const ERROR_ACTIONS: Readonly<Record<StagedoorErrorCode, StagedoorAction>> = {
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

/** Tells whether a text that somebody else's page or server sent is one of our codes. */
export function isStagedoorErrorCode(text: string): text is StagedoorErrorCode {
  return Object.hasOwn(ERROR_ACTIONS, text)
}
