import { formatSetCookie } from '../http/cookies.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { goTo } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** `POST /account/sign-out`: ends the session of this browser, here and in the store. */
export async function submitSignOut(visit: SiteVisit): Promise<HttpResponse> {
  if (visit.browser !== undefined) await visit.context.store.browserSessions.revoke(visit.browser.key)
  return withoutSession(visit, goTo(visit, '/account/sign-in', 'signed_out'))
}

/** Takes the session cookie from the browser. */
export function withoutSession({ context }: Pick<SiteVisit, 'context'>, answer: HttpResponse): HttpResponse {
  const setCookie = formatSetCookie({ name: context.cookieNames.session, value: '', maxAgeSeconds: 0, secure: context.secureCookies })
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [setCookie] } }
}
