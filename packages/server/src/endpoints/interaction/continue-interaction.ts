import type { HttpResponse } from '../../http/http-message.ts'
import { seeOther } from '../../http/security-headers.ts'
import { needsConsent } from '../../interaction-policy.ts'
import type { BrowserSession, User } from '../../ports/records.ts'
import { whereTo } from '../../response-destination.ts'
import { allowTransaction } from './conclude-transaction.ts'
import { noteInteraction } from './note-interaction.ts'
import type { Interaction } from './open-interaction.ts'

/** Who has just signed in, with the cookie that says so. */
export interface SignedInNow {
  readonly user: User
  readonly session: BrowserSession
  readonly setCookie: string
}

/** Goes on with a sign-in whose person is known now: to the consent screen, or straight back to the client. */
export async function continueInteraction(interaction: Interaction, { user, session, setCookie }: SignedInNow): Promise<HttpResponse> {
  const { context, client, transaction, transactionId } = interaction
  noteInteraction(interaction, { station: 'sign_in' })
  const consent = await context.store.consents.find(user.id, client.id)
  const { prompt, scope } = transaction
  if (needsConsent(client, consent, { prompt, scope, destination: whereTo(transaction), scopes: context.platform.scopes })) {
    return seeOther(`${context.basePath}/interaction/consent?transaction=${transactionId}`, [setCookie])
  }
  const answer = await allowTransaction(interaction, { session, user })
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [setCookie] } }
}
