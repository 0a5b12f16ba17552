import { createHash, createHmac } from 'node:crypto'
import { openSession } from '../accounts/complete-sign-in.ts'
import { continueSignIn } from '../accounts/continue-sign-in.ts'
import { findBrowserKey } from '../accounts/prove-password.ts'
import { findCookie } from '../http/cookies.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { seeOther } from '../http/security-headers.ts'
import type { UpstreamProblem } from '../ports/upstream-account-pages.ts'
import { beginCeremony, takeCeremony } from '../second-factors/ceremonies.ts'
import { browserFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { goTo, ownPath, showPage } from '../site/site-answers.ts'
import { recentSeconds } from '../site/site-endpoint.ts'
import type { SiteVisit } from '../site/site-route.ts'
import type { AccountSource } from './account-source.ts'
import { adoptPerson } from './adopt-person.ts'
import { checkTicket, readTicket, ticketUrl } from './login-ticket.ts'
import { type AskedSignIn, createOpenIdProvider, type OpenIdProvider } from './openid-provider.ts'
import type { UpstreamPerson } from './upstream-person.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

const returnPath = '/account/sign-in/return'

/** The two routes that stand where sign-in would be. */
export interface SignInElsewhere {
  /** `GET /account/sign-in`: sends the browser there at once, or after a notice with a link. With `again` whoever is signed in must prove it anew. */
  show(visit: SiteVisit): Promise<HttpResponse>
  /** `GET /account/sign-in/return`: takes the answer. */
  conclude(visit: SiteVisit): Promise<HttpResponse>
}

/** Makes it, for a server whose accounts are elsewhere. */
export function createSignInElsewhere(context: ServerContext, source: AccountSource): SignInElsewhere {
  const returnTo = context.baseUrl + returnPath
  const provider = source.kind === 'openid' ? createOpenIdProvider(source, context.now) : undefined

  const begin = async (
    browserSecret: string,
    { continueAt, again }: { readonly continueAt: string; readonly again: boolean },
  ): Promise<HttpResponse> => {
    const browserKey = readOpaqueSecret(browserFormat, browserSecret)
    if (browserKey === undefined) throw new UpstreamRefusal('browser_unknown', 'over')
    const nonce = await beginCeremony(context, { purpose: 'upstream_sign_in', browserKey, memo: Buffer.from(continueAt) })
    const url =
      source.kind === 'ticket'
        ? ticketUrl(source, returnTo, { nonce, again })
        : await getProvider(provider).authorizationUrl(describeAsked(returnTo, nonce, browserSecret), again)
    return seeOther(url)
  }
  return {
    async show(visit) {
      const { browser, parameters, frame } = visit
      const continueAt = ownPath(parameters.get('continue'))
      const again = parameters.has('again')
      if (frame.notice !== null) return renderProblem(visit, null, continueAt)
      if (!again && isRecent(visit)) return goTo(visit, continueAt)
      try {
        return await begin(visit.browserSecret, { continueAt, again: again || browser !== undefined })
      } catch (error) {
        return refuse(visit, error, continueAt)
      }
    },

    async conclude(visit) {
      let continueAt = ownPath(undefined)
      try {
        const { name, prove } = readAnswer(context, visit, { source, provider, returnTo })
        const claimed = { name, purpose: 'upstream_sign_in', browserKey: findBrowserKey(context, visit.request) } as const
        // Taken before anything is believed: an answer is for this browser, once, within five minutes.
        const ceremony = await takeCeremony(context, claimed)
        if (ceremony === undefined) throw new UpstreamRefusal('upstream_sign_in_unknown', 'over')
        continueAt = ownPath(Buffer.from(ceremony.memo ?? []).toString())
        const user = await adoptPerson(context, await prove(), visit.request)
        return await continueSignIn(visit, { user, ...(await openSession(context, visit.request, user)) }, continueAt)
      } catch (error) {
        return refuse(visit, error, continueAt)
      }
    },
  }
}

function isRecent({ context, browser }: SiteVisit): boolean {
  return browser !== undefined && context.now() - browser.session.authenticatedAt <= recentSeconds
}

interface Asked {
  readonly source: AccountSource
  readonly provider: OpenIdProvider | undefined
  readonly returnTo: string
}

/** Reads which sign-in an answer is for, and how it is proven. */
function readAnswer(
  context: ServerContext,
  { request, parameters }: SiteVisit,
  { source, provider, returnTo }: Asked,
): { readonly name: string | undefined; readonly prove: () => Promise<UpstreamPerson> } {
  const error = parameters.get('error')
  if (error !== undefined) {
    const name = parameters.get('state') ?? parameters.get('nonce')
    return { name, prove: () => Promise.reject(new UpstreamRefusal('upstream_refused', error === 'access_denied' ? 'denied' : 'refused')) }
  }
  if (source.kind === 'ticket') {
    const { ticket, nonce } = readTicket(parameters.get('ticket'))
    return { name: nonce, prove: async () => checkTicket(ticket, source, { audience: context.baseUrl, now: context.now() }) }
  }
  const state = parameters.get('state')
  const secret = findCookie(request, context.cookieNames.browser) ?? ''
  return {
    name: state,
    prove() {
      const [code, issuer = source.issuer] = [parameters.get('code'), parameters.get('iss')]
      // An answer of another provider must not have its code sent to ours (RFC 9207 §2.4).
      if (issuer !== source.issuer) throw new UpstreamRefusal('answer_issuer_wrong')
      if (code === undefined || state === undefined) throw new UpstreamRefusal('answer_malformed')
      return getProvider(provider).redeem(code, describeAsked(returnTo, state, secret))
    },
  }
}

/** What was asked follows from the state; the verifier, from what only this browser holds as well. */
function describeAsked(redirectUri: string, state: string, browserSecret: string): AskedSignIn {
  const nonce = createHash('sha256').update(`nonce\0${state}`).digest('base64url')
  return { redirectUri, state, nonce, codeVerifier: createHmac('sha256', browserSecret).update(`verifier\0${state}`).digest('base64url') }
}

function getProvider(provider: OpenIdProvider | undefined): OpenIdProvider {
  if (provider === undefined) throw new TypeError('There is no OpenID provider.')
  return provider
}

/** @throws what it was given, when it is a bug. */
function refuse(visit: SiteVisit, error: unknown, continueAt: string): HttpResponse {
  if (!(error instanceof UpstreamRefusal)) throw error
  visit.context.log({ reason: error.reason, at: visit.context.clock(), ...(error.cause !== undefined && { cause: error.cause }) })
  return renderProblem(visit, error.problem, continueAt)
}

const STATUSES: Readonly<Record<UpstreamProblem, number>> = { denied: 200, over: 410, refused: 403, disabled: 403, unavailable: 503 }

function renderProblem(visit: SiteVisit, problem: UpstreamProblem | null, continueAt: string): HttpResponse {
  const html = visit.context.pages.upstreamAccounts.signIn({ ...visit.frame, problem, continueAt })
  return showPage(visit, html, { status: problem === null ? 200 : STATUSES[problem], keepsOpener: true })
}
