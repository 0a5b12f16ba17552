import type { ClientContext } from '../client-context.ts'
import type { PagePort } from '../ports/page-port.ts'
import type { LoginOptions } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { PopupLogins } from './popup-logins.ts'
import type { SignInParts } from './sign-in-parts.ts'
import { startSignIn } from './start-sign-in.ts'

/** Starts a sign-in and waits for its end. Everything up to the open window happens before the first await. */
export async function login(parts: SignInParts, popupLogins: PopupLogins, options: LoginOptions): Promise<void> {
  const { context, pendingLogins } = parts
  const page = requirePage(context)
  if (options.signal?.aborted) throw new StagedoorError('cancelled', { cause: options.signal.reason })
  const display = options.display ?? (context.popup === null ? 'page' : 'popup')
  const wish = JSON.stringify({ ...options, display, signal: undefined })
  const joined = display === 'popup' && popupLogins.join(wish, options.signal)
  if (joined) return joined
  const { origin } = new URL(page.url())
  const { url, pending, message } = startSignIn(context, { ...options, display }, display === 'popup' ? origin : undefined)
  if (!message) checkOrigin(pending.redirectUri, origin)
  const { state } = pending
  const added = pendingLogins.add(pending)

  if (display === 'popup') {
    const popup = context.popup?.open(url) ?? null
    if (popup !== null) return popupLogins.wait(state, popup, { signal: options.signal, message, wish })
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
