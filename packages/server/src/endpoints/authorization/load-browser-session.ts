import { formatParameters } from '@stagedoor/protocol'
import { findBrowserSession } from '../../browser-session.ts'
import { findCookie } from '../../http/cookies.ts'
import { seeOther } from '../../http/security-headers.ts'
import type { AuthorizationContext, AuthorizationStep } from './authorization-context.ts'

/** Longer than this a URL may be refused on the way. */
const longestQuery = 6000

/**
 * Finds who is signed in at the platform.
 *
 * A form posted from the app's site carries no `SameSite=Lax` cookie, so a POST without any of ours is asked again as a GET, which does.
 */
export const loadBrowserSession: AuthorizationStep = async (context) => {
  const { server, request, parameters } = context
  if (request.method === 'POST' && !hasOwnCookie(context)) {
    const query = formatParameters(parameters)
    if (query.length <= longestQuery) return seeOther(`${server.platform.endpoints.authorization}?${query}`)
  }
  context.browser = await findBrowserSession(server, request)
  return undefined
}

function hasOwnCookie({ server, request }: AuthorizationContext): boolean {
  const { session, browser } = server.cookieNames
  return findCookie(request, session) !== undefined || findCookie(request, browser) !== undefined
}
