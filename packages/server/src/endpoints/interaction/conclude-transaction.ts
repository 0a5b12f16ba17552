import type { HttpResponse } from '../../http/http-message.ts'
import { PageProblem } from '../../page-problem.ts'
import type { AuthorizationTransaction, BrowserSession } from '../../ports/records.ts'
import { codeFormat, createOpaqueSecret } from '../../secrets/opaque-secret.ts'
import { type AuthorizationAnswer, answerClient } from '../authorization/answer-client.ts'
import { createAuthorizationCode } from '../authorization/create-authorization-code.ts'
import type { Interaction } from './open-interaction.ts'

/**
 * Ends a sign-in with a code; of several at once, one gets it.
 *
 * @throws PageProblem `transaction_expired` for the others: a second code for one press of a button is never made.
 */
export async function allowTransaction(interaction: Interaction, session: BrowserSession): Promise<HttpResponse> {
  const { context, transactionKey, browserKey } = interaction
  const secret = createOpaqueSecret(codeFormat(context.platform), context.clock(), context.random)
  const now = context.now()
  const concluded = await context.store.transactions.allow(transactionKey, browserKey, now, (transaction) => ({
    consent: { userId: session.userId, clientId: transaction.clientId, scope: transaction.scope, updatedAt: now },
    codeKey: secret.key,
    code: createAuthorizationCode(context, transaction, session),
  }))
  if (concluded.outcome === 'unknown') throw new PageProblem('transaction_expired', { reason: 'transaction_concluded' })
  return answer(interaction, concluded.transaction, { code: secret.text })
}

/** Ends a sign-in with the person's no (RFC 6749 §4.1.2.1 `access_denied`), once, like {@link allowTransaction}. */
export async function denyTransaction(interaction: Interaction): Promise<HttpResponse> {
  const { context, transactionKey, browserKey } = interaction
  const concluded = await context.store.transactions.deny(transactionKey, browserKey, context.now())
  if (concluded.outcome === 'unknown') throw new PageProblem('transaction_expired', { reason: 'transaction_concluded' })
  return answer(interaction, concluded.transaction, { error: 'access_denied', description: 'The end-user denied the request.' })
}

function answer(
  { context, request, client }: Interaction,
  { redirectUri, responseMode, state, display }: AuthorizationTransaction,
  answer: AuthorizationAnswer,
): HttpResponse {
  return answerClient(context, request, { client, redirectUri, responseMode, state, display }, answer)
}
