import { jsonResponse, pageResponse, wantsPage } from './answer-page.ts'
import type { VaultHandlerOptions } from './vault-handlers.ts'
import type { Visit, WebContext } from './web-context.ts'
import { describeFailure, type WebFailure } from './web-failure.ts'

/**
 * Answers what went wrong: a page in words, or JSON, with the stable code and what helps. Nothing of the request is in it.
 *
 * @throws what is a bug: the framework's own handler logs it, and answers 500.
 */
export async function answerFailure(
  context: WebContext,
  visit: Visit,
  { error, failed }: { readonly error: unknown; readonly failed: VaultHandlerOptions['failed'] },
): Promise<Response> {
  const { request } = visit
  const failure = describeFailure(error)
  if (failure === undefined) throw error
  const own = await failed?.(failure, error, request)
  if (own !== undefined) return own
  const response = wantsPage(request) ? failurePage(context, visit, failure) : failureJson(failure)
  if (failure.retryAfterSeconds !== undefined) response.headers.set('retry-after', String(Math.ceil(failure.retryAfterSeconds)))
  if (failure.allow !== undefined) response.headers.set('allow', failure.allow)
  return response
}

function failureJson({ status, code, sentence, hint, action }: WebFailure): Response {
  return jsonResponse(status, { error: code, message: sentence, hint, action, retryable: action === 'retry' })
}

function failurePage(context: WebContext, visit: Visit, failure: WebFailure): Response {
  const { status, code, sentence, hint } = failure
  return pageResponse(status, {
    title: status >= 500 ? 'This did not work' : 'Nothing was changed',
    sentence,
    note: `${code}: ${hint}`,
    button: tryAgain(context, visit, failure),
    link: { label: 'Back to the app', path: context.returnTo },
  })
}

/** Offers to begin again where that can help. A reload would send the same reply, which is good once. */
function tryAgain(
  context: WebContext,
  { userId, platformId }: Visit,
  { action, status }: WebFailure,
): { label: string; path: string } | undefined {
  if ((action !== 'login' && action !== 'retry') || status === 401 || platformId === '') return undefined
  const act = userId === null && context.sessions !== undefined ? 'sign-in' : 'connect'
  return { label: 'Try again', path: `${context.basePath}/${act}/${platformId}` }
}
