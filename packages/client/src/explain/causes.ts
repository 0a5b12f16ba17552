import type { StagedoorErrorCode } from '../stagedoor-error.ts'
import type { PossibleCause } from './cause.ts'
import { CODE_CAUSES, REFRESH_CAUSES } from './grant-causes.ts'

const RELOAD = 'Reloading or opening an old callback URL is harmless: start from the button again.'
const NETWORK = "Look at the request in the network panel: the browser's own words are in error.cause."

/** What may be behind each code, likely ones first. */
export const CAUSES: Readonly<Record<StagedoorErrorCode, readonly PossibleCause[]>> = {
  popup_blocked: [
    {
      cause: 'Something was awaited between the click and login().',
      check: 'Call login() first thing in the click handler; load and check before or after.',
    },
    {
      cause: 'The browser, or an extension of it, blocks every window of this page.',
      check: "Offer error.continueInThisTab(), or login({ display: 'page' }).",
    },
  ],
  popup_unreachable: [
    {
      cause: 'The sign-in page cuts windows off (Cross-Origin-Opener-Policy), and this page is in a frame of another site.',
      check: 'Open the app in a tab of its own.',
    },
  ],
  cancelled: [
    { cause: 'The person closed the window, or went back.', check: 'Offer the button again. Nothing has changed.' },
    { cause: 'The AbortSignal was used.', check: 'error.cause is its reason.' },
    {
      cause: 'The callback page never ran: the window was closed because it showed nothing that helps.',
      check: ({ redirectUri }) =>
        `Open ${redirectUri ?? 'the redirect URI'} by hand: it has to load, without Cross-Origin-Opener-Policy, and call handleCallback() or finishSignIn().`,
    },
  ],
  consent_denied: [
    { cause: 'The person pressed Deny.', check: 'Say before what the app needs and why, and offer the button again.' },
    { cause: 'The platform granted less than was asked.', check: 'Look at session.scope.' },
  ],
  interaction_required: [
    { cause: 'prompt=none was asked, and the platform has to show a page.', check: 'Call login() without prompt, in a click.' },
  ],
  permission_required: [
    {
      cause: 'The session has not the scope for this call, and nobody clicked just now.',
      check: 'Show a button; in its click call client.require(error.scope), then the call again.',
    },
  ],
  account_changed: [
    {
      cause: 'Another account is signed in at the platform than in the app.',
      check: "Say which account the app works with, and ask again with { parameters: { prompt: 'login' } } or after logout().",
    },
  ],
  state_mismatch: [
    { cause: 'The reply belongs to an older sign-in, and another is waiting.', check: RELOAD },
    { cause: 'Somebody sent a forged link.', check: 'Nothing to do: it was not redeemed.' },
  ],
  state_lost: [
    {
      cause: 'The sign-in began on another origin than it ended: localhost is not 127.0.0.1, and http is not https.',
      check: ({ origin, redirectUri }) =>
        `Open the app where its redirect URI is${redirectUri === undefined ? '' : `: ${redirectUri}`}${origin === undefined ? '' : `; this page is on ${origin}`}.`,
    },
    {
      cause: 'The storage was cleared, or is another one: private window, another browser, an installed app.',
      check: 'Start and finish in one browser profile.',
    },
    { cause: 'It took longer than an hour, or the clock was set meanwhile.', check: 'Start from the button again.' },
    {
      cause: 'On a server: pending was not kept for this browser, or was taken before.',
      check: 'Keep it in a HttpOnly, SameSite=Lax cookie; Strict is not sent when the platform leads back.',
      when: ({ isServer, platform }) => isServer || platform === undefined,
    },
    { cause: 'A reload of the callback page.', check: RELOAD },
  ],
  issuer_mismatch: [
    {
      cause: 'baseUrl is not what the platform calls itself.',
      check: ({ platform }) => `Compare ${platform?.issuer ?? 'the issuer'} with iss in the reply, to the last slash.`,
    },
    {
      cause: 'The reply came from another server (RFC 9207).',
      check: 'Do not redeem it anywhere. Check which platform the button leads to.',
    },
  ],
  code_rejected: CODE_CAUSES,
  proof_rejected: [
    {
      cause: 'The platform does not confirm the signed profile: it is forged, changed, or of another platform.',
      check: 'Check baseUrl. Nobody is signed in by it.',
    },
  ],
  credentials_rejected: [
    { cause: 'User name or password is wrong.', check: 'Ask again. Some platforms want the e-mail address.' },
    { cause: 'The app may not use this grant.', check: 'See error.providerError, and what the app was registered for.' },
  ],
  sign_in_interrupted: [
    {
      cause: 'The connection broke while the code was redeemed: it may be spent.',
      check: 'Offer the button again; a second request with the same code would end what the first began.',
    },
    {
      cause: 'The token endpoint does not answer pages of this origin (CORS).',
      check: 'See the console. Register the origin where the platform asks for it, or redeem at your server: withHandOver().',
      when: ({ isServer }) => !isServer,
    },
    {
      cause: 'A Content-Security-Policy forbids the request.',
      check: 'Allow the token endpoint in connect-src.',
      when: ({ isServer }) => !isServer,
    },
  ],
  not_signed_in: [
    {
      cause: 'Nobody signed in, or somebody logged out, here or in another tab.',
      check: 'Call restore() as the page loads, and show the button.',
    },
    {
      cause: 'The client looks into another storage: another client id, baseUrl, origin, or storage: memory.',
      check: 'Make all clients of an app with the same options.',
    },
  ],
  session_ended: REFRESH_CAUSES,
  refresh_uncertain: [
    {
      cause: 'A refresh was sent and no reply came: network change, sleep, a proxy.',
      check: 'The session is kept. Call again soon; whether that helps is the platform’s to say.',
    },
    {
      cause: 'The token endpoint does not answer pages of this origin (CORS).',
      check: 'If it happens every time, see the console.',
      when: ({ isServer }) => !isServer,
    },
  ],
  hand_over_uncertain: [
    {
      cause: 'Your server was sent the tokens, and its answer was lost.',
      check: 'Call handOverTokens() again, also after a reload. Nobody refreshes meanwhile.',
    },
    { cause: 'Your server failed while it took them.', check: 'See its log: the storage of createServerClient() may have thrown.' },
  ],
  offline: [{ cause: 'The browser says that there is no network.', check: 'Call again on the online event. The session is kept.' }],
  provider_unavailable: [
    {
      cause: 'The platform answers 5xx, or a page of HTML from something in front of it.',
      check: 'Call again later. The session is kept.',
    },
    { cause: 'The request was blocked: CORS, an extension, a company proxy.', check: NETWORK, when: ({ isServer }) => !isServer },
    {
      cause: 'The name does not resolve, or the certificate is not trusted.',
      check: 'See error.cause.',
      when: ({ isServer, platform }) => isServer || platform === undefined,
    },
  ],
  rate_limited: [
    {
      cause: 'Too many requests of this app, or from this address.',
      check: 'Wait error.retryAfterSeconds. Keep and share tokens instead of asking for new ones.',
    },
    { cause: 'A retry loop.', check: 'Retry only errors with retryable, and not before retryAfterSeconds.' },
  ],
  redirect_mismatch: [
    {
      cause: 'The page is on another origin than the redirect URI, so that the reply would come to where nobody waits.',
      check: ({ origin, redirectUri }) =>
        `Open the app on the origin of ${redirectUri ?? 'redirectUri'}${origin === undefined ? '' : `, not on ${origin}`}: localhost is not 127.0.0.1.`,
    },
  ],
  insecure_context: [
    {
      cause: 'The page came over http from another machine than this one.',
      check: 'Serve it over https, or open it as http://127.0.0.1:…; an address like http://192.168.… is no secure context.',
    },
  ],
  storage_unavailable: [
    {
      cause: 'The browser keeps nothing for this page: cookies are blocked, a sandboxed frame, a full disk.',
      check: "Use display: 'popup', which keeps the sign-in in memory.",
    },
  ],
  configuration: [
    { cause: 'An option is missing or cannot be so.', check: 'The message of the error says which.' },
    {
      cause: 'The platform refuses the app as it is set up.',
      check: 'Compare client id, redirect URI and scope with what is registered; see error.providerError.',
    },
  ],
  request_refused: [
    { cause: 'The platform understood and refused.', check: 'See error.providerError.' },
    { cause: 'The token has not the scope for it.', check: 'Ask for it: withPermission(client).require(scope), in a click.' },
  ],
  invalid_response: [
    {
      cause: 'baseUrl, or an endpoint of the description, leads to something else: a web page, a login wall, another API.',
      check: 'Open it, and look at what it answers.',
    },
    { cause: 'The platform has changed what it sends.', check: 'Compare with the description of the platform, and tell us.' },
  ],
}
