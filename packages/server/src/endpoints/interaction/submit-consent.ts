import { seeOther } from '../../http/security-headers.ts'
import { PageProblem } from '../../page-problem.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { allowTransaction, denyTransaction } from './conclude-transaction.ts'
import { noteInteraction } from './note-interaction.ts'
import { checkCsrfToken, type Interaction, openSubmittedInteraction } from './open-interaction.ts'
import { findSignedInBrowser, signInPath } from './show-consent.ts'

/** `POST /interaction/consent`: allows, denies, or goes back to sign in as somebody else. */
export function createConsentSubmission(context: ServerContext): Endpoint {
  return async (request) => {
    const interaction = await openSubmittedInteraction(context, request)
    const browser = await findSignedInBrowser(interaction)
    if (browser === undefined) return seeOther(signInPath(interaction))
    // Bound to the account that was shown: after a change of account in another tab, this Allow was meant for the other one.
    checkCsrfToken(interaction, `consent:${browser.user.id}`)

    const event = { at: context.clock(), clientId: interaction.client.id, userId: browser.user.id }
    switch (interaction.parameters.get('decision')) {
      case 'allow': {
        noteInteraction(interaction, { station: 'consent' })
        const answer = await allowTransaction(interaction, browser)
        context.log({ reason: 'consent_given', ...event })
        return answer
      }
      case 'deny': {
        const answer = await denyTransaction(interaction)
        context.log({ reason: 'consent_denied', error: 'access_denied', ...event })
        noteInteraction(interaction, { station: 'consent', reason: 'consent_denied', error: 'access_denied' })
        return answer
      }
      case 'switch_account':
        return seeOther(switchPath(interaction))
      default:
        throw new PageProblem('request_malformed', { reason: 'consent_without_decision' })
    }
  }
}

/** A form may not lead to another origin, where accounts may be: there, a page with a link comes between. */
function switchPath(interaction: Interaction): string {
  const { context, transactionId } = interaction
  if (context.site?.accounts === undefined) return signInPath(interaction)
  const continueAt = encodeURIComponent(`/interaction/consent?transaction=${transactionId}`)
  return `${context.basePath}/account/sign-in?continue=${continueAt}&notice=switch_account`
}
