import { completeSignIn } from '../../accounts/complete-sign-in.ts'
import { provePassword } from '../../accounts/prove-password.ts'
import { longestUsername } from '../../authenticate-user.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { seeOther } from '../../http/security-headers.ts'
import type { SignInPage } from '../../ports/pages.ts'
import type { User } from '../../ports/records.ts'
import { StoreUnavailableError } from '../../ports/store.ts'
import { PasswordHasherBusyError } from '../../ports/world.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { continueInteraction } from './continue-interaction.ts'
import { noteInteraction } from './note-interaction.ts'
import { checkCsrfToken, type Interaction, openSubmittedInteraction } from './open-interaction.ts'
import { renderSignIn } from './show-sign-in.ts'

/** `POST /interaction/sign-in`: proves who it is, then goes on to the consent screen, or straight back to the client. */
export function createSignInSubmission(context: ServerContext): Endpoint {
  return async (request) => {
    const interaction = await openSubmittedInteraction(context, request)
    checkCsrfToken(interaction, 'sign-in')
    const username = interaction.parameters.get('username')?.trim() ?? ''
    const password = interaction.parameters.get('password') ?? ''
    if (username === '') return showAgain(interaction, 400, 'missing_username')
    if (password === '') return showAgain(interaction, 400, 'missing_password')
    try {
      const proof = await provePassword(context, { identifier: username, password, request })
      if (proof.outcome === 'proven') return await goOn(interaction, proof.user)
      if (proof.outcome === 'must_wait') return showAgain(interaction, 429, 'must_wait', proof.until - context.now())
    } catch (error) {
      if (!(error instanceof StoreUnavailableError || error instanceof PasswordHasherBusyError)) throw error
      context.log({ reason: error.code, at: context.clock(), clientId: interaction.client.id, cause: error })
      return showAgain(interaction, 503, 'busy')
    }
    context.log({ reason: 'sign_in_failed', at: context.clock(), clientId: interaction.client.id })
    noteInteraction(interaction, { station: 'sign_in', reason: 'sign_in_failed' })
    return showAgain(interaction, 401, 'wrong_credentials')
  }
}

function showAgain(interaction: Interaction, status: number, problem: SignInPage['problem'], waitSeconds = 0): Promise<HttpResponse> {
  const username = (interaction.parameters.get('username') ?? '').slice(0, longestUsername)
  return renderSignIn(interaction, { status, problem, username, waitSeconds })
}

async function goOn(interaction: Interaction, user: User): Promise<HttpResponse> {
  const { context, request, client, transactionId } = interaction
  const continueAt = `/interaction/consent?transaction=${transactionId}`
  const completed = await completeSignIn(context, request, user, { continueAt, clientId: client.id })
  if (completed.outcome === 'second_step') return seeOther(context.basePath + completed.path)
  return continueInteraction(interaction, { user, ...completed })
}
