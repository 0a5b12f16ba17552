import type { StagedoorErrorCode } from '../stagedoor-error.ts'
import type { PossibleCause } from './cause.ts'

/** What is peculiar to one platform, by its id: said after what is true everywhere. */
export const PLATFORM_CAUSES: Readonly<Record<string, Partial<Record<StagedoorErrorCode, readonly PossibleCause[]>>>> = {
  audiotool: {
    redirect_mismatch: [
      { cause: 'Audiotool registers 127.0.0.1 and not localhost.', check: 'Open the app as http://127.0.0.1:…, and register that.' },
    ],
    request_refused: [
      {
        cause: 'insufficient_permissions: the token has not the scope for this.',
        check: "withPermission(client): client.require('project:write') in a click.",
      },
    ],
  },
  audius: {
    invalid_response: [
      {
        cause: 'Audius answers in the fragment unless it is asked for the query.',
        check: 'A redirect on your callback page that drops what follows # loses the reply.',
      },
    ],
    configuration: [
      { cause: 'The client id of Audius is the API key, without 0x.', check: 'Take the key from the list of your apps at audius.co.' },
    ],
  },
  auphonic: {
    session_ended: [
      {
        cause: 'Auphonic gives tokens for ten years and no refresh token: this one was taken back.',
        check: "Look at the artist's list of apps at auphonic.com.",
      },
    ],
  },
  soundcloud: {
    code_rejected: [
      {
        cause: 'The code came from an older address of SoundCloud.',
        check: 'Codes of soundcloud.com/connect are not redeemed at secure.soundcloud.com: use one of the two for both requests.',
      },
    ],
    configuration: [
      {
        cause: 'SoundCloud wants the client secret and PKCE, both: no page can redeem a code alone.',
        check: 'Redeem at your server: withHandOver(), or createServerClient().',
      },
    ],
    rate_limited: [
      {
        cause: 'SoundCloud gives an app 50 tokens of its own in twelve hours, and an address 30 an hour.',
        check: 'Keep the token of loginAsApp() in a storage that outlives the process, and share it between processes.',
      },
    ],
  },
}
