import { issueBrowserSession } from '../browser-session.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { BrowserSession, User } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'

/** What follows a first proof of identity. */
export type CompletedSignIn = { readonly outcome: 'signed_in'; readonly session: BrowserSession; readonly setCookie: string }

/**
 * Goes on after a first proof of who somebody is: the browser gets a session under a new secret.
 *
 * Every way in that begins with a password or a link comes by here, so that a second step is asked for in one place.
 */
export async function completeSignIn(
  context: ServerContext,
  request: HttpRequest,
  user: User,
  clientId?: string,
): Promise<CompletedSignIn> {
  const { session, setCookie } = await issueBrowserSession(context, user.id, request)
  context.log({ reason: 'sign_in_succeeded', at: context.clock(), ...(clientId !== undefined && { clientId }), userId: user.id })
  return { outcome: 'signed_in', session, setCookie }
}
