import { createCodeVerifier, encodeBase64url } from '@stagedoor/protocol'
import { type ClientContext, parseScopeOption } from '../client-context.ts'
import type { PagePort } from '../ports/page-port.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { PendingLogin } from './pending-login.ts'
import type { PopupLogins } from './popup-logins.ts'
import type { SignInParts } from './sign-in-parts.ts'

const PENDING_SECONDS = 3600

/** Starts a sign-in and waits for its end. Everything up to the open window happens before the first await. */
export async function login({ context, pendingLogins }: SignInParts, popupLogins: PopupLogins, options: LoginOptions): Promise<void> {
  const page = requirePage(context)
  if (options.signal?.aborted) throw new StagedoorError('cancelled', { cause: options.signal.reason })
  const display = options.display ?? (context.popup === null ? 'page' : 'popup')
  const pending = createPendingLogin(context, display, options)
  const { state } = pending
  const added = pendingLogins.add(pending)
  const url = authorizationUrl(context, pending, options.parameters ?? {})

  if (display === 'popup') {
    const popup = context.popup?.open(url) ?? null
    if (popup !== null) return popupLogins.wait(state, popup, options.signal)
  }
  await added
  if (display === 'page' && context.pendingStorage.durable) await page.leave(url)
  // Still here: blocked, not stored, or back again.
  await pendingLogins.take(state)
  if (display === 'popup') throw new StagedoorError('popup_blocked')
  throw new StagedoorError(context.pendingStorage.durable ? 'cancelled' : 'storage_unavailable')
}

function createPendingLogin(context: ClientContext, display: 'popup' | 'page', options: LoginOptions): PendingLogin {
  return {
    state: context.stateTag + encodeBase64url(context.random(24)),
    codeVerifier: createCodeVerifier(context.random),
    redirectUri: context.redirectUri,
    scope: options.scope === undefined ? context.scope : parseScopeOption(options.scope),
    display,
    expiresAt: context.clock.now() + PENDING_SECONDS,
    returnTo: options.returnTo,
  }
}

/** Checks what would only fail at the end, as a lost state. */
function requirePage({ page, redirectUri, platform }: ClientContext): PagePort {
  if (page === null) throw new StagedoorError('configuration', { message: 'login() needs a page to start from.' })
  if (!page.isSecure() && platform.redirectUris.schemes === 'https-and-loopback') throw new StagedoorError('insecure_context')
  const target = new URL(redirectUri)
  if (/^https?:$/.test(target.protocol) && target.origin !== new URL(page.url()).origin) throw new StagedoorError('redirect_mismatch')
  return page
}
