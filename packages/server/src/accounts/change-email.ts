import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkEmail } from './account-rules.ts'
import { attemptSubject } from './attempt-subjects.ts'
import { findEmailLink, issueEmailLink, linkLifetimeSeconds } from './email-links.ts'
import { mustWait, passingProblem, problemOf, statusOf } from './form-problems.ts'
import { notifyOwner, sendAccountMail } from './send-account-mail.ts'
import { showLinkOver } from './show-link-over.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/email`. */
export function showChangeEmail(visit: SignedInVisit): HttpResponse {
  return renderChange(visit, [])
}

/** `POST /account/email`: sends a link to the new address; the old one stays until it was opened. An address in use looks the same here. */
export async function submitChangeEmail(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const email = checkEmail(parameters.get('email') ?? '')
  if (!email.ok) return renderChange(visit, problemOf('email', email))
  if (email.value === browser.user.email && browser.user.emailVerified) return renderChange(visit, [{ field: 'email', code: 'email_same' }])
  try {
    const subject = { key: attemptSubject('mail', `change ${browser.user.id}`), rule: context.attemptRules.mail }
    const begun = await context.store.attempts.begin([subject], context.now())
    if (begun.outcome === 'must_wait') return renderChange(visit, [mustWait(visit, begun.until)])
    const owner = await context.store.users.findByEmail(email.value)
    const expiresAt = context.now() + linkLifetimeSeconds
    const link = await issueEmailLink(context, { purpose: 'change_email', userId: browser.user.id, email: email.value, expiresAt })
    if (owner === undefined || owner.id === browser.user.id) await sendAccountMail(visit, email.value, { kind: 'confirm_email', link })
    else await sendAccountMail(visit, owner.email ?? email.value, { kind: 'address_in_use', username: owner.username })
  } catch (error) {
    return renderChange(visit, [passingProblem(visit, error)])
  }
  return goTo(visit, '/account/email/sent')
}

/** `GET /account/email/sent`. */
export function showChangeEmailSent(visit: SiteVisit): HttpResponse {
  return showPage(visit, visit.context.pages.account.mailSent({ ...visit.frame, about: 'change_email', continueAt: '/account' }))
}

/** `GET /account/email/confirm`. */
export async function showConfirmEmail(visit: SiteVisit): Promise<HttpResponse> {
  const opened = await findEmailLink(visit.context, visit.parameters.get('token'), 'change_email')
  return opened === undefined ? showLinkOver(visit, 'change_email') : renderConfirm(visit, opened.token, opened.link.email)
}

/** `POST /account/email/confirm`: the new address is proven; the old one hears of it. */
export async function submitConfirmEmail(visit: SiteVisit): Promise<HttpResponse> {
  const { context, request } = visit
  const opened = await findEmailLink(context, visit.parameters.get('token'), 'change_email')
  const changed = opened && (await context.store.accounts.changeEmail(opened.key, context.now()))
  if (changed?.outcome !== 'changed') return showLinkOver(visit, 'change_email')
  const { user, previousEmail } = changed
  const target = { kind: 'user', id: user.id } as const
  await recordAct(context, { actor: target, act: 'user.email_changed', target, request })
  if (previousEmail !== user.email) {
    notifyOwner(visit, previousEmail, { kind: 'email_changed', username: user.username, newEmail: user.email ?? '' })
  }
  return goTo(visit, '/account', 'email_changed')
}

function renderChange(visit: SignedInVisit, problems: readonly AccountProblem[]): HttpResponse {
  const { context, frame, parameters, browser } = visit
  const typed = (parameters.get('email') ?? '').slice(0, 320)
  const html = context.pages.account.changeEmail({ ...frame, problems, typed, email: browser.user.email })
  return showPage(visit, html, { status: statusOf(problems) })
}

function renderConfirm(visit: SiteVisit, token: string, email: string): HttpResponse {
  return showPage(visit, visit.context.pages.account.confirmEmail({ ...visit.frame, problems: [], token, email }))
}
