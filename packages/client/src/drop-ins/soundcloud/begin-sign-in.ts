import { deriveCodeChallenge } from '@stagedoor/protocol'
import type { ClientContext } from '../../client-context.ts'
import { authorizationUrl } from '../../sign-in/authorization-url.ts'
import { prepareSignIn } from '../../sign-in/prepare-sign-in.ts'

/**
 * One person's sign-in, begun. Keep it in that person's own session (an http-only cookie, a row), and hand it to `token.getToken()`
 * with what comes back. `codeVerifier` is a secret.
 */
export interface SoundcloudSignIn {
  readonly state: string
  readonly codeVerifier: string
}

/** Draws state and verifier, both fresh and for this sign-in alone, and writes the URL to send the person to. */
export function beginSignIn(context: ClientContext, givenState: string | undefined): SoundcloudSignIn & { readonly url: string } {
  const prepared = prepareSignIn(context, { display: 'page' })
  const { codeVerifier, state } = { ...prepared.pending, ...(givenState !== undefined && { state: givenState }) }
  const url = authorizationUrl(context, { ...prepared, pending: { ...prepared.pending, state } }, deriveCodeChallenge(codeVerifier))
  return { url, state, codeVerifier }
}
