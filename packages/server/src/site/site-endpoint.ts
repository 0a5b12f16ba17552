import { parseQueryParameters } from '@stagedoor/protocol'
import { findBrowserSession, type SignedInBrowser } from '../browser-session.ts'
import { createCsrfToken, isCsrfToken } from '../endpoints/interaction/csrf-token.ts'
import { isOwnForm } from '../endpoints/interaction/is-own-form.ts'
import { withErrorPages } from '../error-page.ts'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import { parsePathPattern } from '../http/path-pattern.ts'
import { readPostedForm } from '../http/read-posted-form.ts'
import { seeOther } from '../http/security-headers.ts'
import { PageProblem } from '../page-problem.ts'
import type { Endpoint } from '../server-context.ts'
import { offerFormAgain } from './offer-form-again.ts'
import { openBrowser } from './open-browser.ts'
import { readSiteForm } from './read-site-form.ts'
import { readUpload } from './read-upload.ts'
import type { SiteContext } from './site-context.ts'
import { createSiteFrame } from './site-frame.ts'
import type { SiteRoute, SiteVisit } from './site-route.ts'

/** How long after a proof of identity what `recently_signed_in` guards may be done. */
export const recentSeconds: number = 15 * 60

/** Makes the endpoint of one page or form of the site. */
export function createSiteEndpoint(context: SiteContext, route: SiteRoute): Endpoint {
  const pattern = parsePathPattern(route.path)
  return withErrorPages(context, async (request) => {
    const browser = await findBrowserSession(context, request)
    const detour = findDetour(context, route, request, browser)
    if (detour !== undefined && request.method !== 'POST') return seeOther(detour)
    const { secret, setCookie } = openBrowser(context, request)
    const csrf = createCsrfToken(secret, 'site', `site:${browser?.user.id ?? ''}`)
    const sent = await readSent(context, route, request)
    if (sent === 'too_large') return answerTooLarge(context, route, request, { browser, csrf, browserSecret: secret })
    const frame = createSiteFrame(context, request, { browser, section: route.section, csrf, notice: noticeOf(route, sent) })
    const visit: SiteVisit = { context, request, browserSecret: secret, ...sent, path: pattern.match(request.path) ?? {}, frame, browser }
    const isLate = route.method === 'POST' && !isCsrfToken(sent.parameters.get('csrf'), csrf)
    const answer =
      detour !== undefined || isLate
        ? offerFormAgain(visit, frame, detour === undefined ? 'stale' : 'signed_out')
        : route.access === 'anyone'
          ? await route.answer(visit)
          : await route.answer({ ...visit, browser: mustBeSignedIn(browser) })
    return setCookie === undefined ? answer : withCookie(answer, setCookie)
  })
}

/** Where somebody goes first who is not signed in, or not recently. A form that was on its way is offered again instead. */
function findDetour(
  context: SiteContext,
  { access }: SiteRoute,
  request: HttpRequest,
  browser: SignedInBrowser | undefined,
): string | undefined {
  if (access === 'anyone') return undefined
  const isRecent = browser !== undefined && context.now() - browser.session.authenticatedAt <= recentSeconds
  if (browser !== undefined && (access === 'signed_in' || isRecent)) return undefined
  const back = request.path + (request.query === '' ? '' : `?${request.query}`)
  // A form may not lead to another origin, where accounts may be: there, a page with a link comes between.
  const notice = request.method === 'POST' && context.site?.accounts !== undefined ? '&notice=sign_in_again' : ''
  return `${context.basePath}/account/sign-in?continue=${encodeURIComponent(back)}${notice}`
}

async function answerTooLarge(
  context: SiteContext,
  route: SiteRoute,
  request: HttpRequest,
  { browser, csrf, browserSecret }: Pick<SiteVisit, 'browser' | 'browserSecret'> & { readonly csrf: string },
): Promise<HttpResponse> {
  if (route.access === 'anyone' || route.answerTooLarge === undefined) {
    throw new PageProblem('request_too_large', { reason: 'body_too_large' })
  }
  const frame = createSiteFrame(context, request, { browser, section: route.section, csrf, notice: null })
  const path = parsePathPattern(route.path).match(request.path) ?? {}
  const nothing = { parameters: new Map<string, string>(), files: new Map<string, File>() }
  return route.answerTooLarge({ context, request, browserSecret, ...nothing, path, frame, browser: mustBeSignedIn(browser) })
}

async function readSent(
  context: SiteContext,
  route: SiteRoute,
  request: HttpRequest,
): Promise<Pick<SiteVisit, 'parameters' | 'files'> | 'too_large'> {
  const files = new Map<string, File>()
  if (route.method === 'GET') {
    const query = parseQueryParameters(request.query)
    return { parameters: query.ok ? query.value : new Map(), files }
  }
  if (!isOwnForm(request, context.ownOrigins)) throw new PageProblem('request_forged', { reason: 'form_of_foreign_origin' })
  if (route.uploadLimit !== undefined) return readUpload(request, route.uploadLimit)
  return { parameters: readSiteForm(await readPostedForm(request)), files }
}

function noticeOf(route: SiteRoute, { parameters }: Pick<SiteVisit, 'parameters'>): string | null {
  return route.method === 'GET' ? (parameters.get('notice') ?? null) : null
}

function mustBeSignedIn(browser: SignedInBrowser | undefined): SignedInBrowser {
  if (browser === undefined) throw new PageProblem('server_error', { reason: 'detour_missed' })
  return browser
}

function withCookie(answer: HttpResponse, setCookie: string): HttpResponse {
  const before = answer.headers['Set-Cookie'] ?? []
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [...(typeof before === 'string' ? [before] : before), setCookie] } }
}
