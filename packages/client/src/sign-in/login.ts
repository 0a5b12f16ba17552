import { encodeBase64url } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { PagePort } from '../ports/page-port.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { authorizationUrl } from './authorization-url.ts'
import type { PopupLogins } from './popup-logins.ts'
import { prepareSignIn } from './prepare-sign-in.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** Starts a sign-in and waits for its end. Everything up to the open window happens before the first await. */
export async function login(parts: SignInParts, popupLogins: PopupLogins, options: LoginOptions): Promise<void> {
  const { context, pendingLogins } = parts
  const page = requirePage(context)
  checkSignal(options)
  const display = options.display ?? (context.popup === null ? 'page' : 'popup')
  const wish = JSON.stringify({ ...options, display, signal: undefined })
  const joined = display === 'popup' && popupLogins.join(wish, options.signal)
  if (joined) return joined
  const { origin } = new URL(page.url())
  const prepared = prepareSignIn(context, { ...options, display }, display === 'popup' ? origin : undefined)
  const { pending, message } = prepared
  const { state } = pending
  if (!message) checkOrigin(pending.redirectUri, origin)
  const added = pendingLogins.add(pending)
  const popup = display === 'popup' && context.popup?.open()
  const digest = context.digest(pending.codeVerifier)
  let url = ''
  try {
    url = authorizationUrl(context, prepared, encodeBase64url(digest instanceof Promise ? await digest : digest))
    checkSignal(options)
  } catch (error) {
    if (popup) popup.close()
    throw error
  }
  if (popup) {
    const done = popupLogins.wait(state, popup, { signal: options.signal, message, wish })
    popup.show(url)
    return done
  }
  await added
  if (display === 'page' && context.pendingStorage.durable) {
    await page.leave(url)
    // Back again. The login stays pending: with the forward button it goes on.
    throw new StagedoorError('cancelled')
  }
  await pendingLogins.take(state)
  if (display === 'page') throw new StagedoorError('storage_unavailable')
  throw new StagedoorError('popup_blocked', {
    continueInThisTab: message || page.isFramed?.() ? undefined : () => login(parts, popupLogins, { ...options, display: 'page' }),
  })
}

/** Checks that the app still wants it. */
function checkSignal({ signal }: LoginOptions): void {
  if (signal?.aborted) throw new StagedoorError('cancelled', { cause: signal.reason })
}

/** Checks that there is a page to sign in from, and that the platform will take it. */
function requirePage({ page, platform }: ClientContext): PagePort {
  if (page === null) throw new StagedoorError('configuration', { message: 'There is no page.' })
  if (!page.isSecure() && platform.redirectUris.schemes === 'https-and-loopback') throw new StagedoorError('insecure_context')
  return page
}

/** Checks what would only fail at the end, as a lost state. */
function checkOrigin(redirectUri: string, origin: string): void {
  const target = new URL(redirectUri)
  if (/^https?:$/.test(target.protocol) && target.origin !== origin) throw new StagedoorError('redirect_mismatch')
}
