import type { PossibleCause } from './cause.ts'

/** What the platform's own `error` means for how an app is set up (RFC 6749 §4.1.2.1 and §5.2). */
export const SET_UP_CAUSES: Readonly<Record<string, readonly PossibleCause[]>> = {
  invalid_client: [
    {
      cause: 'The client id is unknown there.',
      check: 'Compare clientId and baseUrl: an app of the real platform is unknown to an emulator, and the other way round.',
    },
    {
      cause: 'The client secret is wrong or missing.',
      check: 'A platform that gave a secret wants it, from a server: createServerClient({ clientSecret }).',
    },
  ],
  unauthorized_client: [
    {
      cause: 'The app may not sign people in this way.',
      check: 'Look at the grant types and the kind of app (public, confidential) on its page at the platform.',
    },
  ],
  invalid_scope: [
    {
      cause: 'The platform does not know this scope.',
      check: ({ platform }) =>
        `Compare the scope, letter by letter, with ${platform?.name ?? 'the platform'}'s list; it is divided by blanks, not by commas.`,
    },
    { cause: 'The app is not allowed this scope.', check: 'Some scopes have to be asked for when the app is registered.' },
  ],
  unsupported_grant_type: [
    { cause: 'The platform has no such grant.', check: 'Passwords and tokens of the app itself are not for every platform.' },
  ],
  unsupported_response_type: [
    { cause: 'The platform wants another response type.', check: 'Check baseUrl and the description of the platform.' },
  ],
  invalid_request: [
    {
      cause: 'A parameter is missing, twice, or not what the platform takes.',
      check: 'Look at the platform’s answer in the network panel. With the emulator: its request log says which.',
    },
    {
      cause: 'The redirect URI is not registered.',
      check: ({ redirectUri }) =>
        `Register ${redirectUri ?? 'redirectUri'} exactly so: 127.0.0.1 is not localhost, and the last slash counts.`,
    },
  ],
  invalid_grant: [
    {
      cause: 'The platform refused a grant that is no code and no refresh token.',
      check: 'Check user name and password, or that the app may have tokens of its own.',
    },
  ],
}
