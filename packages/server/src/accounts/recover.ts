import { recordAct } from '../audit/record-act.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { goTo, ownPath, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkEmail } from './account-rules.ts'
import { attemptSubject, foldIdentifier, networkOf } from './attempt-subjects.ts'
import { findEmailLink, issueEmailLink, linkLifetimeSeconds, type OpenedLink } from './email-links.ts'
import { mustWait, passingProblem, problemOf, statusOf } from './form-problems.ts'
import { findPasswordProblem } from './new-password-rules.ts'
import { notifyOwner, sendAccountMail, sendLater } from './send-account-mail.ts'
import { showLinkOver } from './show-link-over.ts'
import { withoutSession } from './sign-out.ts'

/** `GET /account/recover`. */
export function showRecover(visit: SiteVisit): HttpResponse {
  return renderRecover(visit, [])
}

/**
 * `POST /account/recover`: sends a link to the address, if an account has proven it.
 *
 * The look-up, and all that follows, comes after the answer: neither what it says nor how long it takes tells whether there is an account.
 */
export async function submitRecover(visit: SiteVisit): Promise<HttpResponse> {
  const { context, request, parameters } = visit
  const email = checkEmail(parameters.get('email') ?? '')
  if (!email.ok) return renderRecover(visit, problemOf('email', email))
  const subject = { key: attemptSubject('network', `mail ${networkOf(request.remoteAddress)}`), rule: context.attemptRules.network }
  try {
    const begun = await context.store.attempts.begin([subject], context.now())
    if (begun.outcome === 'must_wait') return renderRecover(visit, [mustWait(visit, begun.until)])
  } catch (error) {
    return renderRecover(visit, [passingProblem(visit, error)])
  }
  sendLater(visit, () => sendRecoverLink(visit, email.value))
  return goTo(visit, `/account/recover/sent?continue=${encodeURIComponent(ownPath(parameters.get('continue')))}`)
}

/** `GET /account/recover/sent`. */
export function showRecoverSent(visit: SiteVisit): HttpResponse {
  const page = { ...visit.frame, about: 'recover' as const, continueAt: ownPath(visit.parameters.get('continue')) }
  return showPage(visit, visit.context.pages.account.mailSent(page), { keepsOpener: true })
}

/** `GET /account/recover/confirm`: asks for a new password. */
export async function showNewPassword(visit: SiteVisit): Promise<HttpResponse> {
  const opened = await findEmailLink(visit.context, visit.parameters.get('token'), 'recover')
  return opened === undefined ? showLinkOver(visit, 'recover') : renderNewPassword(visit, opened, [])
}

/** `POST /account/recover/confirm`: sets the password, once, ends every session, and tells the owner by mail. Nobody is signed in by it. */
export async function submitNewPassword(visit: SiteVisit): Promise<HttpResponse> {
  const { context, request, parameters } = visit
  const opened = await findEmailLink(context, parameters.get('token'), 'recover')
  if (opened === undefined) return showLinkOver(visit, 'recover')
  const password = parameters.get('password') ?? ''
  const owner = await context.store.users.find(opened.link.userId)
  const problem = findPasswordProblem(password, [owner?.username ?? null, opened.link.email])
  if (problem !== undefined) return renderNewPassword(visit, opened, [{ field: 'password', code: problem }])
  try {
    const digest = await context.passwordHasher.hash(password)
    const changed = await context.store.accounts.recover(opened.key, context.now(), digest)
    if (changed.outcome !== 'changed') return showLinkOver(visit, 'recover')
    const { user } = changed
    const target = { kind: 'user', id: user.id } as const
    await recordAct(context, { actor: target, act: 'user.recovered', target, request })
    const recoverLink = `${context.baseUrl}/account/recover`
    notifyOwner(visit, opened.link.email || null, { kind: 'password_changed', username: user.username, recoverLink })
    return withoutSession(visit, goTo(visit, '/account/sign-in', 'password_set'))
  } catch (error) {
    return renderNewPassword(visit, opened, [passingProblem(visit, error)])
  }
}

async function sendRecoverLink(visit: SiteVisit, typed: string): Promise<void> {
  const { context } = visit
  const subject = { key: attemptSubject('mail', `recover ${foldIdentifier(typed)}`), rule: context.attemptRules.mail }
  const begun = await context.store.attempts.begin([subject], context.now())
  const user = begun.outcome === 'begun' ? await context.store.users.findByEmail(typed) : undefined
  // To the address that is stored: the typed one may be compared as equal and be another mailbox.
  if (user?.email === undefined || user.email === null || user.disabledAt !== null) return
  const expiresAt = context.now() + linkLifetimeSeconds
  const link = await issueEmailLink(context, { purpose: 'recover', userId: user.id, email: user.email, expiresAt })
  await sendAccountMail(visit, user.email, { kind: 'recover', username: user.username, link })
}

function renderRecover(visit: SiteVisit, problems: readonly AccountProblem[]): HttpResponse {
  const { context, frame, parameters } = visit
  const page = { problems, typed: (parameters.get('email') ?? '').slice(0, 320), continueAt: ownPath(parameters.get('continue')) }
  return showPage(visit, context.pages.account.recover({ ...frame, ...page }), { status: statusOf(problems), keepsOpener: true })
}

async function renderNewPassword(
  visit: SiteVisit,
  { token, link }: OpenedLink<'recover'>,
  problems: readonly AccountProblem[],
): Promise<HttpResponse> {
  const { context, frame } = visit
  const user = await context.store.users.find(link.userId)
  const html = context.pages.account.newPassword({ ...frame, problems, token, username: user?.username ?? '' })
  return showPage(visit, html, { status: statusOf(problems) })
}
