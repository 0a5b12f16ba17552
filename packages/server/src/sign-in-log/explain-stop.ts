import type { ShownStop, SignInExplanation, SignInRemedy } from '../ports/sign-in-log-pages.ts'
import type { SignInStep } from '../ports/sign-in-log-store.ts'

/** Reasons of the event log by what they come down to. */
const EXPLANATIONS: Readonly<Record<string, SignInExplanation>> = {
  redirect_uri_mismatch: 'redirect_uri_mismatch',
  unsafe_redirect_uri: 'redirect_uri_mismatch',
  redirect_uri_gone_meanwhile: 'redirect_uri_mismatch',
  redirect_uri_missing: 'redirect_uri_missing',
  redirect_uri_ambiguous: 'redirect_uri_missing',
  redirect_uri_malformed: 'redirect_uri_missing',
  target_origin_mismatch: 'origin_mismatch',
  target_origin_missing: 'origin_mismatch',
  target_origin_malformed: 'origin_mismatch',
  scope_unknown: 'scope_unknown',
  scope_not_registered: 'scope_not_registered',
  scope_exceeds_grant: 'scope_exceeds_grant',
  scope_missing: 'scope_missing',
  insufficient_scope: 'insufficient_scope',
  code_challenge_missing: 'challenge_missing',
  code_challenge_malformed: 'challenge_wrong',
  code_challenge_method_unsupported: 'challenge_wrong',
  code_verifier_mismatch: 'verifier_mismatch',
  code_expired: 'code_expired',
  code_replayed: 'code_replayed',
  code_unknown: 'code_unknown',
  code_other_client: 'code_other_client',
  refresh_token_replayed: 'refresh_token_replayed',
  refresh_token_unknown: 'refresh_token_ended',
  refresh_token_expired: 'refresh_token_ended',
  refresh_token_other_client: 'code_other_client',
  grant_revoked: 'refresh_token_ended',
  client_secret_wrong: 'secret_wrong',
  client_secret_missing: 'secret_missing',
  client_is_public: 'client_is_public',
  client_missing: 'parameter',
  client_disabled: 'client_disabled',
  client_gone_meanwhile: 'client_disabled',
  client_id_contradictory: 'parameter',
  state_missing: 'state_missing',
  unsafe_state_missing: 'state_missing',
  response_type_missing: 'response_type',
  unsupported_response_type: 'response_type',
  grant_type_unknown: 'grant_type',
  login_required: 'needs_person',
  consent_required: 'needs_person',
  interaction_required: 'needs_person',
  account_selection_required: 'needs_person',
  consent_denied: 'denied',
  device_denied: 'denied',
  sign_in_failed: 'wrong_password',
  password_wrong: 'wrong_password',
  account_disabled: 'account_disabled',
  csrf_token_wrong: 'form_forged',
  form_of_foreign_origin: 'form_forged',
  transaction_concluded: 'sign_in_over',
  bug: 'server',
  store_unavailable: 'server',
  password_hasher_busy: 'server',
  content_type: 'parameter',
  parameter_missing: 'parameter',
}

/** For reasons of a family, when none of {@link EXPLANATIONS} fits. */
const FAMILIES: readonly (readonly [RegExp, SignInExplanation])[] = [
  [/^redirect_uri_/, 'redirect_uri_invalid'],
  [/^client_authentication_/, 'authentication_method'],
  [/^dpop_|dpop/, 'proof_of_possession'],
  [/^device_|^user_code/, 'device'],
  [/^scope_/, 'scope_unknown'],
  [/too_many|rate_limit/, 'too_many'],
  [/_malformed$|_unsupported$|^parameter_|^prompt_|^request_|^form_/, 'parameter'],
]

const REMEDIES: Readonly<Partial<Record<SignInExplanation, SignInRemedy>>> = {
  redirect_uri_mismatch: 'settings',
  redirect_uri_missing: 'settings',
  origin_mismatch: 'settings',
  scope_not_registered: 'settings',
  secret_wrong: 'secrets',
  secret_missing: 'secrets',
}

const SPECS: Readonly<Partial<Record<SignInExplanation, string>>> = {
  redirect_uri_mismatch: 'RFC 9700 §2.1',
  redirect_uri_invalid: 'RFC 6749 §3.1.2',
  redirect_uri_missing: 'RFC 6749 §3.1.2.3',
  redirect_uri_changed: 'RFC 6749 §4.1.3',
  scope_unknown: 'RFC 6749 §3.3',
  scope_not_registered: 'RFC 6749 §3.3',
  scope_exceeds_grant: 'RFC 6749 §6',
  insufficient_scope: 'RFC 6750 §3.1',
  challenge_missing: 'RFC 7636 §4.3',
  challenge_wrong: 'RFC 7636 §4.2',
  verifier_mismatch: 'RFC 7636 §4.6',
  code_expired: 'RFC 6749 §4.1.2',
  code_replayed: 'RFC 6749 §4.1.2',
  code_other_client: 'RFC 6749 §4.1.3',
  refresh_token_replayed: 'RFC 9700 §4.14.2',
  refresh_token_ended: 'RFC 6749 §6',
  secret_wrong: 'RFC 6749 §2.3.1',
  secret_missing: 'RFC 6749 §2.3.1',
  client_is_public: 'RFC 6749 §2.1',
  authentication_method: 'RFC 6749 §2.3',
  state_missing: 'RFC 6749 §10.12',
  response_type: 'RFC 6749 §3.1.1',
  grant_type: 'RFC 6749 §5.2',
  parameter: 'RFC 6749 §3.1',
  needs_person: 'OpenID Connect Core §3.1.2.6',
  denied: 'RFC 6749 §4.1.2.1',
  proof_of_possession: 'RFC 9449 §4.3',
  device: 'RFC 8628 §3.5',
}

/** Tells what a reason comes down to, where it can be put right, and which rule it is. `null` for a step that went well. */
export function explainStop({ reason, error, facts = {}, station }: SignInStep): ShownStop | null {
  if (reason === undefined) return null
  const isTokenRequest = station === 'token'
  const own = Object.hasOwn(EXPLANATIONS, reason) ? EXPLANATIONS[reason] : undefined
  const family = FAMILIES.find(([pattern]) => pattern.test(reason))?.[1] ?? 'other'
  const explanation = isTokenRequest && reason === 'redirect_uri_mismatch' ? 'redirect_uri_changed' : (own ?? family)
  return { explanation, reason, error: error ?? null, facts, remedy: REMEDIES[explanation] ?? null, spec: SPECS[explanation] ?? null }
}
