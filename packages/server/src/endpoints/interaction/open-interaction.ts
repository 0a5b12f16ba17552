import { type Parameters, parseFormParameters, parseQueryParameters } from '@stagedoor/protocol'
import { findCookie } from '../../http/cookies.ts'
import type { HttpRequest } from '../../http/http-message.ts'
import { readPostedForm } from '../../http/read-posted-form.ts'
import { PageProblem } from '../../page-problem.ts'
import type { AuthorizationTransaction, Client, SecretKey } from '../../ports/records.ts'
import { browserFormat, readOpaqueSecret, transactionFormat } from '../../secrets/opaque-secret.ts'
import type { ServerContext } from '../../server-context.ts'
import { isConsoleRedirect } from '../../try-it/console-redirect.ts'
import { findAllowedRedirectUri } from '../authorization/check-redirect-uri.ts'
import { isAllowedOrigin } from '../authorization/prove-target-origin.ts'
import { findDeviceUserCode } from '../device-authorization/device-destination.ts'
import { createCsrfToken, type FormPurpose, isCsrfToken } from './csrf-token.ts'
import { isOwnForm } from './is-own-form.ts'

/** A sign-in under way, opened by the browser that began it. */
export interface Interaction {
  readonly context: ServerContext
  readonly request: HttpRequest
  /** The query of a GET, the form of a POST. */
  readonly parameters: Parameters
  readonly transactionId: string
  readonly transactionKey: SecretKey
  readonly browserSecret: string
  readonly browserKey: SecretKey
  readonly transaction: AuthorizationTransaction
  readonly client: Client
}

/**
 * Opens a transaction for a GET of one of its pages.
 *
 * Client and destination are looked at again each time, so also right before a code is minted: either may have gone since.
 *
 * @throws PageProblem `transaction_expired`: unknown, expired, finished, or another browser's; all look the same.
 */
export async function openInteraction(context: ServerContext, request: HttpRequest): Promise<Interaction> {
  const query = parseQueryParameters(request.query)
  return findInteraction(context, request, query.ok ? query.value : new Map())
}

/** Opens a transaction for a form: as {@link openInteraction}, and the form must come from a page of ours. */
export async function openSubmittedInteraction(context: ServerContext, request: HttpRequest): Promise<Interaction> {
  if (!isOwnForm(request, context.ownOrigins)) throw new PageProblem('request_forged', { reason: 'form_of_foreign_origin' })
  return findInteraction(context, request, await readForm(request))
}

/** @throws PageProblem `request_forged` when the form does not carry the token for its purpose. */
export function checkCsrfToken(interaction: Interaction, purpose: FormPurpose): void {
  const { parameters, browserSecret, transactionId, transactionKey, transaction } = interaction
  if (isCsrfToken(parameters.get('csrf'), createCsrfToken(browserSecret, transactionId, purpose))) return
  throw new PageProblem('request_forged', { reason: 'csrf_token_wrong', clientId: transaction.clientId, transactionKey })
}

async function findInteraction(context: ServerContext, request: HttpRequest, parameters: Parameters): Promise<Interaction> {
  const transactionId = parameters.get('transaction') ?? ''
  const browserSecret = findCookie(request, context.cookieNames.browser) ?? ''
  const transactionKey = readOpaqueSecret(transactionFormat, transactionId)
  const browserKey = readOpaqueSecret(browserFormat, browserSecret)
  if (transactionKey === undefined) throw new PageProblem('transaction_expired', { reason: 'transaction_malformed' })
  if (browserKey === undefined) throw new PageProblem('transaction_expired', { reason: 'transaction_without_browser' })
  const transaction = await context.store.transactions.find(transactionKey, browserKey, context.now())
  if (transaction === undefined) throw new PageProblem('transaction_expired', { reason: 'transaction_unknown' })
  const client = await findLiveClient(context, request, transaction)
  return { context, request, parameters, transactionId, transactionKey, browserSecret, browserKey, transaction, client }
}

async function findLiveClient(
  context: ServerContext,
  request: HttpRequest,
  { clientId, redirectUri, targetOrigin, state }: AuthorizationTransaction,
): Promise<Client> {
  const client = await context.store.clients.find(clientId)
  if (client === undefined || client.disabledAt !== null) {
    throw new PageProblem('client_unknown', { reason: 'client_gone_meanwhile', clientId })
  }
  if (findDeviceUserCode(redirectUri) !== undefined) return client
  if (isConsoleRedirect(context, request, { clientId, redirectUri, state })) return client
  const isAllowed =
    targetOrigin === null
      ? findAllowedRedirectUri(context, client, redirectUri) !== undefined
      : isAllowedOrigin(context, client, targetOrigin)
  if (!isAllowed) {
    throw new PageProblem('redirect_uri_mismatch', { reason: 'redirect_uri_gone_meanwhile', clientId })
  }
  return client
}

async function readForm(request: HttpRequest): Promise<Parameters> {
  const form = parseFormParameters(await readPostedForm(request))
  if (!form.ok) throw new PageProblem('request_malformed', { reason: form.problem.code })
  return form.value
}
