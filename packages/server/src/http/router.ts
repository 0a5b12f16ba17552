import type { OAuthError } from '@stagedoor/protocol'
import { withErrorPages } from '../error-page.ts'
import { PageProblem } from '../page-problem.ts'
import type { ServerContext } from '../server-context.ts'
import { CORS_HEADERS } from './api-headers.ts'
import { respondToError } from './error-response.ts'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import { ClientGoneError, RequestRefusal } from './request-refusal.ts'
import type { Route, RouteTable } from './route-table.ts'

/** Answers every request; never throws, never rejects. */
export type Dispatch = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>

/** Creates the way from a request to its endpoint. */
export function createRouter(context: ServerContext, routes: RouteTable): Dispatch {
  const showNothingHere = withErrorPages(context, ({ path }) => {
    const hint = hintAt(context, routes.findBySlash(path))
    throw new PageProblem('page_unknown', { reason: 'path_unknown', developer: hint === '' ? [] : [{ text: hint }] })
  })
  const dispatch: Dispatch = (request) => {
    const route = routes.find(request.path)
    if (route === undefined) {
      const growing = routes.grow(request.path)
      if (growing !== undefined) return dispatchAfter(growing, request)
      if (isForEyes(request)) return showNothingHere(request)
      return respondToError(nothingHere(context, routes.findBySlash(request.path)), { context, cors: false })
    }
    const endpoint = route.endpoints.get(request.method === 'HEAD' && route.answersHead ? 'GET' : request.method)
    if (endpoint === undefined) return answerOtherMethod(context, route, request)
    try {
      const answer = endpoint(request)
      return answer instanceof Promise ? answer.catch((error: unknown) => fail(error, context, route)) : answer
    } catch (error) {
      return fail(error, context, route)
    }
  }
  const dispatchAfter = async (growing: Promise<void>, request: HttpRequest): Promise<HttpResponse> => {
    try {
      await growing
    } catch (error) {
      if (!isForEyes(request)) return respondToError(error, { context, cors: false })
      return withErrorPages(context, () => Promise.reject(error))(request)
    }
    return dispatch(request)
  }
  return dispatch
}

/** Whether somebody looks at the answer, who does not read JSON. */
function isForEyes({ method, headers: { accept } }: HttpRequest): boolean {
  return method === 'GET' && typeof accept === 'string' && accept.includes('text/html')
}

function fail(error: unknown, context: ServerContext, { cors }: Route): HttpResponse {
  if (error instanceof ClientGoneError) return { status: 400, headers: {}, body: '' }
  return respondToError(error, { context, cors })
}

/** @param neighbour - The path of ours that was probably meant. */
function nothingHere(context: ServerContext, neighbour: string | undefined): OAuthError {
  return new RequestRefusal(404, `There is nothing at this address. ${hintAt(context, neighbour)}`.trim(), { reason: 'path_unknown' })
}

function hintAt({ basePath }: ServerContext, neighbour: string | undefined): string {
  return neighbour === undefined ? '' : `There is something at ${basePath}${neighbour}: mind the slash at the end.`
}

function answerOtherMethod(context: ServerContext, route: Route, request: HttpRequest): HttpResponse {
  const allow = allowedMethods(route)
  if (request.method === 'OPTIONS') return route.cors ? answerPreflight(allow) : { status: 204, headers: { Allow: allow }, body: '' }
  const refusal = new RequestRefusal(405, `This address takes ${allow}.`, { reason: 'method_not_allowed', headers: { Allow: allow } })
  return respondToError(refusal, { context, ...route })
}

function allowedMethods({ endpoints, answersHead }: Route): string {
  return [...endpoints.keys(), ...(answersHead && endpoints.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

/** The answer to a CORS preflight. Headers are named one by one, as `*` would leave out `Authorization` (Fetch §4.8). */
function answerPreflight(allow: string): HttpResponse {
  return {
    status: 204,
    headers: {
      Allow: allow,
      ...CORS_HEADERS,
      'Access-Control-Allow-Methods': allow,
      // The last two are those of Connect-RPC, for the APIs that speak it.
      'Access-Control-Allow-Headers': 'authorization, content-type, dpop, connect-protocol-version, connect-timeout-ms',
      'Access-Control-Max-Age': '7200',
    },
    body: '',
  }
}
