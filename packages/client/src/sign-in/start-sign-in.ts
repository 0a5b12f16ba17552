import { deriveCodeChallenge } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { PendingLogin } from './pending-login.ts'
import { prepareSignIn } from './prepare-sign-in.ts'

/** Where to send the person, and what to remember until they are back. */
export interface StartedSignIn {
  readonly url: string
  readonly pending: PendingLogin
}

/**
 * Draws state and verifier, and writes the authorization URL, all at once: for runtimes that may have no WebCrypto. Sends and stores nothing.
 *
 * @throws {@link StagedoorError} `configuration`
 */
export function startSignIn(context: ClientContext, options: LoginOptions & Pick<PendingLogin, 'display' | 'extends'>): StartedSignIn {
  const prepared = prepareSignIn(context, options)
  return { url: authorizationUrl(context, prepared, deriveCodeChallenge(prepared.pending.codeVerifier)), pending: prepared.pending }
}
