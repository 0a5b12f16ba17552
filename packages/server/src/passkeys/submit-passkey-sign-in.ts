import { openSession } from '../accounts/complete-sign-in.ts'
import { findBrowserKey } from '../accounts/prove-password.ts'
import { renderAccountSignIn } from '../accounts/sign-in.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { goTo, ownPath } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { provePasskey } from './prove-passkey.ts'

/** `POST /account/sign-in/passkey`: signs in with a passkey; of who must prove it again, with one of that account. */
export async function submitPasskeySignIn(visit: SiteVisit): Promise<HttpResponse> {
  const { context, request, parameters, browser } = visit
  const user = await provePasskey(context, parameters, findBrowserKey(context, request))
  if (user === undefined || (browser !== undefined && browser.user.id !== user.id)) {
    context.log({ reason: 'passkey_sign_in_failed', at: context.clock() })
    return renderAccountSignIn(visit, [{ field: '', code: 'passkey_refused' }])
  }
  const { setCookie } = await openSession(context, request, user)
  const answer = goTo(visit, ownPath(parameters.get('continue')))
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [setCookie] } }
}
