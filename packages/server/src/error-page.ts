import { encodeBase64url } from '@stagedoor/protocol'
import type { HttpRequest, HttpResponse } from './http/http-message.ts'
import { ClientGoneError } from './http/request-refusal.ts'
import { pageResponse } from './http/security-headers.ts'
import { createPageFrame } from './page-frame.ts'
import { PAGE_PROBLEMS, PageProblem } from './page-problem.ts'
import { StoreUnavailableError } from './ports/store.ts'
import type { Endpoint, ServerContext } from './server-context.ts'
import { noteProblem } from './sign-in-log/note-authorization-refusal.ts'

/** Wraps an endpoint that a person looks at: whatever it throws becomes an error page, never a redirect. */
export function withErrorPages(context: ServerContext, endpoint: Endpoint): Endpoint {
  return async (request) => {
    try {
      return await endpoint(request)
    } catch (error) {
      if (error instanceof ClientGoneError) throw error
      return answerWithErrorPage(context, request, error)
    }
  }
}

function answerWithErrorPage(context: ServerContext, request: HttpRequest, error: unknown): HttpResponse {
  if (error instanceof PageProblem) {
    const { reason, code, clientId } = error
    context.log({ reason, at: context.clock(), error: code, ...(clientId !== undefined && { clientId }) })
    return renderErrorPage(context, request, { problem: error, errorId: noteProblem(context, error) })
  }
  const errorId = logUnexpected(context, error)
  const code = error instanceof StoreUnavailableError ? 'temporarily_unavailable' : 'server_error'
  return renderErrorPage(context, request, { problem: new PageProblem(code), errorId })
}

/** Logs a failure whole and returns the id under which it can be found. */
export function logUnexpected(context: ServerContext, cause: unknown): string {
  const errorId = encodeBase64url(context.random(9))
  const [reason, error] = cause instanceof StoreUnavailableError ? [cause.code, 'temporarily_unavailable'] : ['bug', 'server_error']
  context.log({ reason, at: context.clock(), error, errorId, cause })
  return errorId
}

function renderErrorPage(
  context: ServerContext,
  request: HttpRequest,
  { problem, errorId }: { readonly problem: PageProblem; readonly errorId: string | null },
): HttpResponse {
  const { status, title, message } = PAGE_PROBLEMS[problem.code]
  const frame = createPageFrame(context, request, 'page')
  const isOfSite = context.site !== undefined && (problem.code === 'page_unknown' || problem.code === 'owner_only')
  const onward = isOfSite && { onward: '/account' }
  const html = context.pages.error({ ...frame, code: problem.code, title, message, developer: problem.developer, errorId, ...onward })
  // A popup's opener waits for an answer that will not come: it should at least see the window close.
  return pageResponse(status, html, { scriptNonce: frame.scriptNonce, display: 'popup', formTargets: [], imageSources: [] })
}
