import type { StagedoorError, StagedoorErrorCode } from './stagedoor-error.ts'

/** A failure in words. */
export interface ErrorWords {
  /** One sentence: what happened. */
  readonly sentence: string
  /** One sentence for the developer: what to do. */
  readonly hint: string
}

/** What happened, what to do about it. */
const WORDS: Readonly<Record<StagedoorErrorCode, readonly [sentence: string, hint: string]>> = {
  popup_blocked: ['The browser blocked the sign-in window.', "Call login() first thing in a click, or with display: 'page'."],
  popup_unreachable: [
    'No reply can come from the sign-in window to this page.',
    'A Cross-Origin-Opener-Policy cuts it off. In a frame of another site: open the app in a tab of its own. Else: use a callback page.',
  ],
  cancelled: ['The sign-in was not completed.', 'Offer the button again.'],
  consent_denied: ['The person did not allow it.', 'Offer the button again.'],
  interaction_required: ['The platform has to ask the person.', 'Call login() without prompt.'],
  permission_required: ['The person has to allow this first.', 'Call require(error.scope) in a click.'],
  account_changed: ['Somebody else allowed it than is signed in.', 'Nothing was changed. Ask for the right account, or log out first.'],
  state_mismatch: ['This reply belongs to another sign-in.', 'Call login() again.'],
  state_lost: ['Nobody waits for this reply.', 'Start and finish within a day, in one browser, on one origin: localhost is not 127.0.0.1.'],
  issuer_mismatch: ['The reply came from another issuer.', 'Check baseUrl (RFC 9207).'],
  code_rejected: ['The platform refused the code.', 'It was used, is too old, or the redirect URI or client differs from the request.'],
  proof_rejected: ['The platform does not confirm the signed profile.', 'Call login() again; nobody is signed in by it.'],
  credentials_rejected: ['The platform refused the user name or password.', 'Ask the person again.'],
  sign_in_interrupted: ['The connection broke while signing in.', 'Call login() again: the code may be spent.'],
  not_signed_in: ['Nobody is signed in.', 'Call login().'],
  session_ended: ['The platform ended this session.', 'Call login().'],
  refresh_uncertain: ['A refresh was sent and no reply came.', 'Try again soon; the platform may know the answer still.'],
  hand_over_uncertain: [
    'Your server was sent the tokens, and no reply came.',
    'Call handOverTokens() again: it goes on with the same ones.',
  ],
  offline: ['There is no network.', 'Try again later. The session is kept.'],
  provider_unavailable: ['The platform cannot answer now.', 'Try again later. The session is kept.'],
  rate_limited: ['The platform asks to slow down.', 'Wait retryAfterSeconds.'],
  redirect_mismatch: ['The redirect URI is on another origin.', 'Open the app on that origin: localhost is not 127.0.0.1.'],
  insecure_context: ['This page is not a secure context.', 'Serve it over https, or from 127.0.0.1.'],
  storage_unavailable: ['The browser stores nothing for this page.', "Use display: 'popup'."],
  configuration: ['The platform refuses this app as it is set up.', 'Check client id, scope and redirect URI.'],
  request_refused: ['The platform refused this request.', 'See providerError.'],
  invalid_response: ['The platform sent something unreadable.', 'Check baseUrl.'],
}

/** Puts a failure in words. Not of the error itself, because an app that never shows them should not carry them. */
export function errorWords({ code, message }: Pick<StagedoorError, 'code' | 'message'>): ErrorWords {
  // Another version of this SDK, on another page, may have a code more.
  const [sentence, hint] = WORDS[code] ?? WORDS.invalid_response
  // A message of its own says more than the table.
  return { sentence: message.startsWith(code) ? sentence : message, hint }
}
