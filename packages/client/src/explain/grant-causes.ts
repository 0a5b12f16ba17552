import type { PossibleCause } from './cause.ts'
import type { Facts } from './facts.ts'

const usesPkce = ({ platform }: Facts): boolean => platform?.authorization.pkce !== 'unsupported'
const isConfidential = ({ platform }: Facts): boolean => platform?.client.authenticationMethods?.includes('none') === false
const rotatesStrictly = ({ platform }: Facts): boolean =>
  platform === undefined || (!!platform.tokens.refreshToken && platform.tokens.refreshToken.rotation !== 'grace')
const refreshes = ({ platform }: Facts): boolean => platform === undefined || !!platform.tokens.refreshToken

/** `invalid_grant` for a code (RFC 6749 §5.2), which most platforms leave at that: likely ones first. */
export const CODE_CAUSES: readonly PossibleCause[] = [
  {
    cause: 'The code was used before, or is too old.',
    check:
      'A code is good for one request within minutes. Look for a second handler, a reload of the callback URL, or a proxy that repeats a POST.',
  },
  {
    cause: 'The redirect URI of the token request is not that of the authorization request.',
    check: ({ redirectUri }) =>
      `The two are compared letter by letter: scheme, host, port, path, last slash. Ours is ${redirectUri ?? 'what redirectUri says'}; compare it with what is registered, and with what your server sends if that redeems the code.`,
  },
  {
    cause: 'The PKCE verifier is not the one whose challenge went out.',
    check:
      'The sign-in has to end where it began: same browser, same client object or storage. Two sign-ins must not share one place for the verifier.',
    when: usesPkce,
  },
  {
    cause: 'The code was issued to another client.',
    check: (facts) =>
      `Use the same client id in the page and at the server. Two apps of one developer are two clients.${isConfidential(facts) ? ' The secret has to be of the same one.' : ''}`,
  },
]

/** `invalid_grant` for a refresh token. */
export const REFRESH_CAUSES: readonly PossibleCause[] = [
  {
    cause: 'The refresh token was used before: it works once, and somebody else refreshed first.',
    check:
      'Look for a second owner: exportTokens() to a server while the page goes on, two processes without a common storage, a duplicated tab with storage: session. handOverTokens() moves tokens without a second owner.',
    when: refreshes,
  },
  {
    cause: 'An earlier refresh reached the platform and its reply was lost: the token is spent, and its successor never arrived.',
    check: 'Look for a refresh_uncertain shortly before. This platform gives no second answer; all that helps is to sign in again.',
    when: rotatesStrictly,
  },
  {
    cause: 'The artist took the app off their account, changed the password, or logged out elsewhere.',
    check: "Look at the list of apps on the platform's own pages. Offer the button again.",
  },
  {
    cause: 'The refresh token belongs to another client.',
    check: 'Tokens from another client id, or from before the app was registered anew, cannot be refreshed with this one.',
    when: refreshes,
  },
  {
    cause: 'It was not used for too long.',
    check: 'Platforms end what nobody refreshes for weeks or months. Offer the button again.',
    when: refreshes,
  },
]
