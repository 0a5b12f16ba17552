import { createCodeVerifier, encodeBase64url } from '@stagedoor/protocol'
import { type ClientContext, POST_MESSAGE, parseScopeOption } from '../client-context.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { PendingLogin } from './pending-login.ts'

/** A day and an hour: a clock that is put right by a day meanwhile loses no login. How long a code is good the platform decides. */
const PENDING_SECONDS = 90_000

/** Where to send the person, and what to remember until they are back. */
export interface StartedSignIn {
  readonly url: string
  readonly pending: PendingLogin
  /** Whether the reply is posted by the window instead of coming to a callback page. */
  readonly byMessage: boolean
}

/**
 * Draws state and verifier, and writes the authorization URL. Sends and stores nothing.
 *
 * @param openerOrigin - Of the page that may be posted to; `undefined` where there is none, or no window.
 * @throws {@link StagedoorError} `configuration`
 */
export function startSignIn(
  context: ClientContext,
  options: LoginOptions & { readonly display: 'popup' | 'page' },
  openerOrigin?: string,
): StartedSignIn {
  const wanted = options.redirectUri ?? context.redirectUri
  const byMessage = wanted === POST_MESSAGE
  const redirectUri = byMessage ? messageRedirectUri(context, openerOrigin) : wanted
  if (context.credentials !== undefined || redirectUri === undefined) {
    throw new StagedoorError('configuration', { message: 'This client was made without a client id and a redirect URI: nobody signs in.' })
  }
  const pending: PendingLogin = {
    state: context.stateTag + encodeBase64url(context.random(24)),
    codeVerifier: createCodeVerifier(context.random),
    redirectUri,
    scope: options.scope === undefined ? context.scope : parseScopeOption(options.scope),
    display: options.display,
    expiresAt: context.clock.now() + PENDING_SECONDS,
    returnTo: options.returnTo,
  }
  const detail = { parameters: options.parameters, openerOrigin: byMessage ? openerOrigin : undefined }
  return { url: authorizationUrl(context, pending, detail), pending, byMessage }
}

function messageRedirectUri({ platform }: ClientContext, openerOrigin: string | undefined): string {
  const value = platform.authorization.webMessage?.redirectUriValue ?? platform.endpoints.popupCallback
  if (value !== undefined && openerOrigin !== undefined) return value
  throw new StagedoorError('configuration', {
    message:
      value === undefined
        ? `${platform.name} posts no reply to the page that opened its window: register a redirect URI.`
        : "A reply by message needs a page with a window: display: 'popup'.",
  })
}
