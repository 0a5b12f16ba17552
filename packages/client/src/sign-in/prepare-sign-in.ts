import { encodeBase64url } from '@stagedoor/protocol'
import { type ClientContext, POST_MESSAGE, parseScopeOption } from '../client-context.ts'
import type { AskedMessage } from '../parts/client-part.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { configurationError } from '../stagedoor-error.ts'
import type { PendingLogin } from './pending-login.ts'

/** A day and an hour: a clock that is put right by a day meanwhile loses no login. How long a code is good the platform decides. */
const PENDING_SECONDS = 90_000

/** What to ask the platform for, and what to remember until the person is back. */
export interface PreparedSignIn {
  readonly pending: PendingLogin
  /** Set when the reply is posted by the window instead of coming to a callback page. */
  readonly message: AskedMessage | undefined
  /** Further parameters, the app's own. */
  readonly parameters: LoginOptions['parameters']
}

/**
 * Draws state and verifier. Sends and stores nothing.
 *
 * @param openerOrigin - Of the page that may be posted to; `undefined` where there is none, or no window.
 * @throws {@link StagedoorError} `configuration`
 */
export function prepareSignIn(
  context: ClientContext,
  options: LoginOptions & Pick<PendingLogin, 'display' | 'extends'>,
  openerOrigin?: string,
): PreparedSignIn {
  const state = context.stateTag + encodeBase64url(context.random(24))
  const wanted = options.redirectUri ?? context.redirectUri
  const message = wanted === POST_MESSAGE ? context.part.askForMessage?.(context, state, openerOrigin) : undefined
  const redirectUri = message?.redirectUri ?? wanted ?? ''
  if (context.credentials || !(message || URL.canParse(redirectUri))) {
    throw configurationError('Set clientId and redirectUri.')
  }
  const pending: PendingLogin = {
    state,
    codeVerifier: encodeBase64url(context.random(32)),
    redirectUri,
    scope: options.scope === undefined ? context.scope : parseScopeOption(options.scope),
    display: options.display,
    expiresAt: context.clock.now() + PENDING_SECONDS,
    returnTo: options.returnTo,
    extends: options.extends,
  }
  return { pending, message, parameters: options.parameters }
}
