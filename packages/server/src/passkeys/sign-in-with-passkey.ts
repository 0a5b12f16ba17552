import { openSession } from '../accounts/complete-sign-in.ts'
import { findBrowserKey } from '../accounts/prove-password.ts'
import { renderAccountSignIn } from '../accounts/sign-in.ts'
import { continueInteraction } from '../endpoints/interaction/continue-interaction.ts'
import { noteInteraction } from '../endpoints/interaction/note-interaction.ts'
import { checkCsrfToken, openSubmittedInteraction } from '../endpoints/interaction/open-interaction.ts'
import { renderSignIn } from '../endpoints/interaction/show-sign-in.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
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

/** `POST /interaction/passkey`: the same, on the way into an app. */
export function createPasskeySubmission(context: ServerContext): Endpoint {
  return async (request) => {
    const interaction = await openSubmittedInteraction(context, request)
    checkCsrfToken(interaction, 'sign-in')
    const user = await provePasskey(context, interaction.parameters, interaction.browserKey)
    if (user === undefined) {
      context.log({ reason: 'passkey_sign_in_failed', at: context.clock(), clientId: interaction.client.id })
      noteInteraction(interaction, { station: 'sign_in', reason: 'sign_in_failed' })
      return renderSignIn(interaction, { status: 401, problem: 'passkey_refused', username: '' })
    }
    return continueInteraction(interaction, { user, ...(await openSession(context, request, user, interaction.client.id)) })
  }
}
