import { encodeBase64url } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { PagePort } from '../ports/page-port.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { PopupLogins } from './popup-logins.ts'
import { prepareSignIn } from './prepare-sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** Starts a sign-in and waits for its end. Everything up to the open window happens before the first await. */
export async function login(parts: SignInParts, popupLogins: PopupLogins, options: LoginOptions): Promise<void> {
  const page = requirePage(parts.context)
  checkSignal(options)
  const display = options.display ?? (parts.context.popup ? 'popup' : 'page')
  const inPopup = display === 'popup'
  const wish = JSON.stringify({ ...options, display, signal: undefined })
  const joined = popupLogins.join(wish, options.signal)
  if (joined) return joined
  const { origin } = new URL(page.url())
  const prepared = prepareSignIn(parts.context, { ...options, display }, inPopup ? origin : undefined)
  if (!prepared.message) checkOrigin(prepared.pending.redirectUri, origin)
  const added = parts.pendingLogins.add(prepared.pending)
  const popup = inPopup && parts.context.popup?.open()
  const digest = parts.context.digest(prepared.pending.codeVerifier)
  let url = ''
  try {
    url = authorizationUrl(parts.context, prepared, encodeBase64url(digest instanceof Promise ? await digest : digest))
    checkSignal(options)
  } catch (error) {
    if (popup) popup.close()
    throw error
  }
  if (popup) {
    const done = popupLogins.wait(prepared.pending.state, popup, { signal: options.signal, message: prepared.message, wish })
    popup.show(url)
    return done
  }
  await added
  if (!inPopup && parts.context.pendingStorage.durable) {
    await page.leave(url)
    // Back again. The login stays pending: with the forward button it goes on.
    throw new StagedoorError('cancelled')
  }
  await parts.pendingLogins.take(prepared.pending.state)
  if (!inPopup) throw new StagedoorError('storage_unavailable')
  throw new StagedoorError('popup_blocked', {
    continueInThisTab: prepared.message || page.isFramed?.() ? undefined : () => login(parts, popupLogins, { ...options, display: 'page' }),
  })
}

/** Checks that the app still wants it. */
function checkSignal(options: LoginOptions): void {
  if (options.signal?.aborted) throw new StagedoorError('cancelled', { cause: options.signal.reason })
}

/** Checks that there is a page to sign in from, and that the platform will take it. */
function requirePage(context: ClientContext): PagePort {
  if (context.page === null) throw configurationError('No page.')
  if (!context.page.isSecure() && context.platform.redirectUris?.schemes === 'https-and-loopback')
    throw new StagedoorError('insecure_context')
  return context.page
}

/** Checks what would only fail at the end, as a lost state. */
function checkOrigin(redirectUri: string, origin: string): void {
  const target = new URL(redirectUri)
  if (/^https?:$/.test(target.protocol) && target.origin !== origin) throw new StagedoorError('redirect_mismatch')
}
