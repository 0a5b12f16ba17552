import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { offerPasskey } from '../passkeys/offer-passkey.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { browserFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import { goTo, ownPath, showPage } from '../site/site-answers.ts'
import { recentSeconds } from '../site/site-endpoint.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { mustWait, passingProblem, statusOf } from './form-problems.ts'
import { offersSignUp } from './offers-sign-up.ts'
import { provePassword } from './prove-password.ts'

/** `GET /account/sign-in`: asks who it is; of who is signed in but not recently, for the password of that account. */
export async function showSignIn(visit: SiteVisit): Promise<HttpResponse> {
  const { browser, parameters } = visit
  return browser !== undefined && isRecent(visit, browser)
    ? goTo(visit, ownPath(parameters.get('continue')))
    : renderAccountSignIn(visit, [])
}

/** `POST /account/sign-in`: proves who it is, and goes on to where the person was going, in a session under a new secret. */
export async function submitSignIn(visit: SiteVisit): Promise<HttpResponse> {
  const { context, request, parameters, browser } = visit
  const identifier = browser?.user.username ?? parameters.get('username')?.trim() ?? ''
  const password = parameters.get('password') ?? ''
  if (identifier === '') return renderAccountSignIn(visit, [{ field: 'username', code: 'identifier_missing' }])
  if (password === '') return renderAccountSignIn(visit, [{ field: 'password', code: 'password_missing' }])
  try {
    const proof = await provePassword(context, { identifier, password, request })
    if (proof.outcome === 'must_wait') return renderAccountSignIn(visit, [mustWait(visit, proof.until)])
    if (proof.outcome === 'wrong' || (browser !== undefined && browser.user.id !== proof.user.id)) {
      context.log({ reason: 'sign_in_failed', at: context.clock() })
      return renderAccountSignIn(visit, [wrong(browser)])
    }
    const continueAt = ownPath(parameters.get('continue'))
    const completed = await completeSignIn(context, request, proof.user, { continueAt })
    if (completed.outcome === 'second_step') return goTo(visit, completed.path)
    const answer = goTo(visit, continueAt)
    return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [completed.setCookie] } }
  } catch (error) {
    return renderAccountSignIn(visit, [passingProblem(visit, error)])
  }
}

function wrong(browser: SignedInBrowser | undefined): AccountProblem {
  return browser === undefined ? { field: 'username', code: 'credentials_wrong' } : { field: 'password', code: 'password_wrong' }
}

function isRecent({ context }: SiteVisit, { session }: SignedInBrowser): boolean {
  return context.now() - session.authenticatedAt <= recentSeconds
}

/** Renders the sign-in form of the site, with what was typed before and why it is shown again. */
export async function renderAccountSignIn(visit: SiteVisit, problems: readonly AccountProblem[]): Promise<HttpResponse> {
  const passkey = await offerPasskey(visit.context, readOpaqueSecret(browserFormat, visit.browserSecret))
  const { context, frame, parameters, browser } = visit
  const html = context.pages.account.signIn({
    ...frame,
    problems,
    username: (parameters.get('username') ?? '').slice(0, 320),
    confirms: browser === undefined ? null : { name: browser.user.name, username: browser.user.username },
    continueAt: ownPath(parameters.get('continue')),
    passkey,
    offers: { signUp: offersSignUp(context.site), recover: context.site?.mailer !== undefined },
    demoAccounts: browser === undefined ? (context.demoAccounts ?? []) : [],
  })
  return showPage(visit, html, { status: statusOf(problems), keepsOpener: true })
}
