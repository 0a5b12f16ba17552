import type { SignedInBrowser } from '../../browser-session.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { PageProblem } from '../../page-problem.ts'
import type { AuthorizationTransaction, Consent, SecretKey } from '../../ports/records.ts'
import type { AllowDecision } from '../../ports/store.ts'
import { codeFormat, createOpaqueSecret } from '../../secrets/opaque-secret.ts'
import { signProfile } from '../../signed-profile/sign-profile.ts'
import { type AuthorizationAnswer, answerClient } from '../authorization/answer-client.ts'
import { createAuthorizationCode } from '../authorization/create-authorization-code.ts'
import { decideDevice } from '../device-authorization/decide-device.ts'
import { findDeviceUserCode } from '../device-authorization/device-destination.ts'
import { noteInteraction } from './note-interaction.ts'
import type { Interaction } from './open-interaction.ts'

/** Who allows. */
type Allowing = Pick<SignedInBrowser, 'session' | 'user'>

/**
 * Ends a sign-in with what the client asked for, a code or a signed profile; of several at once, one gets it.
 *
 * @throws PageProblem `transaction_expired` for the others: a second code for one press of a button is never made.
 */
export async function allowTransaction(interaction: Interaction, allowing: Allowing): Promise<HttpResponse> {
  const { context, transactionKey, browserKey } = interaction
  const userCode = findDeviceUserCode(interaction.transaction.redirectUri)
  const { answer, decide, keys } = userCode === undefined ? await prepareAnswer(interaction, allowing) : answerLater
  const now = context.now()
  const concluded = await context.store.transactions.allow(transactionKey, browserKey, now, (transaction) =>
    decide(transaction, { userId: allowing.user.id, clientId: transaction.clientId, scope: transaction.scope, updatedAt: now }),
  )
  if (concluded.outcome === 'unknown') throw alreadyConcluded(interaction)
  if (answer === null) return decideDevice(interaction, userCode ?? '', allowing)
  // A signed profile is all there is to get.
  noteInteraction(interaction, { station: 'signedProfile' in answer ? 'token' : 'code', keys })
  return answerTransaction(interaction, concluded.transaction, answer)
}

/** Ends a sign-in with the person's no (RFC 6749 §4.1.2.1 `access_denied`), once, like {@link allowTransaction}. */
export async function denyTransaction(interaction: Interaction): Promise<HttpResponse> {
  const { context, transactionKey, browserKey } = interaction
  const concluded = await context.store.transactions.deny(transactionKey, browserKey, context.now())
  if (concluded.outcome === 'unknown') throw alreadyConcluded(interaction)
  const userCode = findDeviceUserCode(concluded.transaction.redirectUri)
  if (userCode !== undefined) return decideDevice(interaction, userCode, null)
  return answerTransaction(interaction, concluded.transaction, {
    error: 'access_denied',
    description: 'The end-user denied the request.',
  })
}

function alreadyConcluded({ client, transactionKey }: Interaction): PageProblem {
  return new PageProblem('transaction_expired', { reason: 'transaction_concluded', clientId: client.id, transactionKey })
}

interface PreparedAnswer {
  /** `null` where the client hears of it by asking. */
  readonly answer: AuthorizationAnswer | null
  readonly decide: (transaction: AuthorizationTransaction, consent: Consent) => AllowDecision
  /** Of the code, by which the sign-in is recognised from then on. */
  readonly keys: readonly SecretKey[]
}

const answerLater: PreparedAnswer = { answer: null, decide: (_, consent) => ({ consent, code: null }), keys: [] }

/** Makes the answer before the transaction is taken: what fails on the way leaves the person's Allow to be pressed again. */
async function prepareAnswer({ context, client }: Interaction, { session, user }: Allowing): Promise<PreparedAnswer> {
  if (context.platform.signedProfile !== null) {
    const signedProfile = await signProfile(context, client, user)
    return { answer: { signedProfile }, decide: (_, consent) => ({ consent, code: null }), keys: [] }
  }
  const secret = createOpaqueSecret(codeFormat(context.platform), context.clock(), context.random)
  return {
    answer: { code: secret.text },
    decide: (transaction, consent) => ({
      consent,
      codeKey: secret.key,
      code: createAuthorizationCode(context, transaction, session),
    }),
    keys: [secret.key],
  }
}

function answerTransaction(
  { context, request, client }: Interaction,
  { redirectUri, responseMode, targetOrigin, state, display }: AuthorizationTransaction,
  answer: AuthorizationAnswer,
): HttpResponse {
  return answerClient(context, request, { client, redirectUri, responseMode, targetOrigin, state, display }, answer)
}
