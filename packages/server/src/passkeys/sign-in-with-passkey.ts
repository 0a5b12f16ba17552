import { openSession } from '../accounts/complete-sign-in.ts'
import { continueInteraction } from '../endpoints/interaction/continue-interaction.ts'
import { noteInteraction } from '../endpoints/interaction/note-interaction.ts'
import { checkCsrfToken, openSubmittedInteraction } from '../endpoints/interaction/open-interaction.ts'
import { renderSignIn } from '../endpoints/interaction/show-sign-in.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
import { provePasskey } from './prove-passkey.ts'

/** `POST /interaction/passkey`: signs in with a passkey, on the way into an app. */
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
