import { StagedoorError } from '@stagedoor/client'
import { reloadingPage, seeOther, wantsPage } from './answer-page.ts'
import { findBinding } from './binding-cookie.ts'
import { getUserId } from './check-visit.ts'
import { parseReturnPath } from './parse-return-path.ts'
import { readBody } from './read-body.ts'
import type { FinishedReply, Visit, WebContext, WebHandler } from './web-context.ts'

/** For how long a reply that comes again is answered by the way on. */
const REPEATED_SECONDS = 600

/** Takes a platform's reply, and sends the browser on. */
export const finishReply: WebHandler = async (context, visit) => {
  const { app, returnTo, afterwards } = context
  const { request } = visit
  if (request.method === 'POST') return repeatAsGet(context, request)
  if (mayBeHeldBack(context, visit)) return reloadingPage()
  let done: FinishedReply
  try {
    done = await finishOnce(context, visit)
  } catch (error) {
    if (!isForeign(error) || !(await wasJustConnected(context, visit))) throw error
    return seeOther(app.origin + returnTo)
  }
  const { finished, setCookie } = done
  const path = finished.returnTo === undefined ? undefined : parseReturnPath(finished.returnTo)
  const response = (await afterwards?.(finished, request)) ?? seeOther(app.origin + (path ?? returnTo))
  if (setCookie === undefined) return response
  const headers = new Headers(response.headers)
  headers.append('set-cookie', setCookie)
  return new Response(response.body, { status: response.status, headers })
}

/**
 * Takes the reply that a platform has posted (OAuth 2.0 Form Post Response Mode) by way of a GET: no browser sends `SameSite=Lax` cookies with a
 * POST from another site, and without them nobody could tell whose reply it is.
 */
async function repeatAsGet({ app }: WebContext, request: Request): Promise<Response> {
  const reply = new URLSearchParams(await readBody(request))
  return seeOther(`${app.origin}${new URL(request.url).pathname}?${reply}`)
}

/**
 * Tells whether the app's own login cookie may be `SameSite=Strict`, which no browser sends when a platform sends it here. Reloaded by a page of
 * the app, the request has it.
 */
function mayBeHeldBack(context: WebContext, { request, userId }: Visit): boolean {
  const isSignIn = context.sessions !== undefined && findBinding(context, request, 'sign_in') !== undefined
  return userId === null && !isSignIn && request.headers.get('sec-fetch-site') === 'cross-site' && wantsPage(request)
}

/** Finishes a reply; a double click waits for the first. */
function finishOnce(context: WebContext, visit: Visit): Promise<FinishedReply> {
  const { flights } = context
  const { request, userId } = visit
  const { pathname, search } = new URL(request.url)
  const bindings = [findBinding(context, request, 'sign_in'), findBinding(context, request, 'connect')]
  const key = JSON.stringify([pathname, search, userId, ...bindings])
  const flight = flights.get(key) ?? finish(context, visit, pathname + search).finally(() => flights.delete(key))
  flights.set(key, flight)
  return flight
}

/** Tries the reply as what this browser has begun: to sign in, to connect. A binding is of one of them, and opens no other. */
async function finish(context: WebContext, visit: Visit, reply: string): Promise<FinishedReply> {
  const { vault, sessions } = context
  const { request } = visit
  // Of one platform where the path is its own: that of another is a mix-up.
  const platform = visit.platformId || undefined
  const [signIn, connect] = [sessions && findBinding(context, request, 'sign_in'), findBinding(context, request, 'connect')]
  if (sessions !== undefined && signIn !== undefined) {
    try {
      const finished = await vault.finish(reply, { userId: null, binding: signIn, platform })
      const { setCookie } = await sessions.start(finished.userId, request)
      return { finished, setCookie }
    } catch (error) {
      if (!isForeign(error) || connect === undefined) throw error
    }
  }
  const finished = await vault.finish(reply, { userId: getUserId(visit), binding: connect, platform })
  return { finished, setCookie: undefined }
}

function isForeign(error: unknown): boolean {
  return error instanceof StagedoorError && (error.code === 'state_mismatch' || error.code === 'state_lost')
}

/** Tells whether this is the back button, or a reload: nothing is redeemed, and the person is where they wanted to be. */
async function wasJustConnected(context: WebContext, { request, userId, platformId }: Visit): Promise<boolean> {
  const isOfBrowser = findBinding(context, request, 'sign_in') ?? findBinding(context, request, 'connect')
  if (isOfBrowser === undefined || userId === null || platformId === '') return false
  const { status, connectedAt } = await context.vault.connection(userId, platformId)
  return status === 'connected' && connectedAt !== null && context.now() - connectedAt < REPEATED_SECONDS
}
