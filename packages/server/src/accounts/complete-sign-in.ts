import { issueBrowserSession } from '../browser-session.ts'
import type { HttpRequest } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { BrowserSession, User } from '../ports/records.ts'
import { beginCeremony } from '../second-factors/ceremonies.ts'
import type { ServerContext } from '../server-context.ts'
import { findBrowserKey } from './prove-password.ts'

/** A session that was begun. */
export interface OpenedSession {
  readonly session: BrowserSession
  readonly setCookie: string
}

/** What follows a first proof of identity; with `second_step` nobody is signed in yet: the person goes to `path`. */
export type CompletedSignIn =
  | ({ readonly outcome: 'signed_in' } & OpenedSession)
  | { readonly outcome: 'second_step'; readonly path: string }

/**
 * Goes on after a first proof of who somebody is: the browser gets a session under a new secret, or is asked for the second step.
 *
 * Every way in that begins with a password comes by here, so that a second step is asked for in one place.
 *
 * @param goal - `continueAt`: where to go on after a second step.
 */
export async function completeSignIn(
  context: ServerContext,
  request: HttpRequest,
  user: User,
  goal: { readonly continueAt: string; readonly clientId?: string },
): Promise<CompletedSignIn> {
  if ((await context.store.secondFactors.findTotp(user.id)) === undefined)
    return { outcome: 'signed_in', ...(await openSession(context, request, user, goal.clientId)) }
  const browserKey = findBrowserKey(context, request)
  if (browserKey === undefined) throw new PageProblem('request_forged', { reason: 'sign_in_without_browser' })
  const step = await beginCeremony(context, { purpose: 'second_step', browserKey, userId: user.id })
  return { outcome: 'second_step', path: `/account/sign-in/code?step=${step}&continue=${encodeURIComponent(goal.continueAt)}` }
}

/** Signs in a person who has proven all that is asked: a new session under a new secret, whatever the browser held before. */
export async function openSession(context: ServerContext, request: HttpRequest, user: User, clientId?: string): Promise<OpenedSession> {
  const { session, setCookie } = await issueBrowserSession(context, user.id, request)
  context.log({ reason: 'sign_in_succeeded', at: context.clock(), ...(clientId !== undefined && { clientId }), userId: user.id })
  return { session, setCookie }
}
