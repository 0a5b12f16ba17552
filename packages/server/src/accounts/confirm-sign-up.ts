import { encodeBase64url } from '@stagedoor/protocol'
import { recordAct } from '../audit/record-act.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import type { SignUpLink } from '../ports/account-store.ts'
import type { NewUser, User } from '../ports/records.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkUsername } from './account-rules.ts'
import { attemptSubject } from './attempt-subjects.ts'
import { openSession } from './complete-sign-in.ts'
import { findEmailLink, type OpenedLink } from './email-links.ts'
import { mustWait, passingProblem, problemOf, statusOf } from './form-problems.ts'
import { findBrowserKey } from './prove-password.ts'
import { showLinkOver } from './show-link-over.ts'

type OpenedSignUp = OpenedLink<'sign_up'>

/** `GET /account/sign-up/confirm`: asks for the press of a button; in another browser than the one that asked, for the password too. */
export async function showConfirmSignUp(visit: SiteVisit): Promise<HttpResponse> {
  const opened = await findEmailLink(visit.context, visit.parameters.get('token'), 'sign_up')
  return opened === undefined ? showLinkOver(visit, 'sign_up') : renderConfirm(visit, opened, [])
}

/**
 * `POST /account/sign-up/confirm`: opens the account, and signs in.
 *
 * Whoever reads the mail of a person who never signed up must not hand them an account that a stranger has the password of:
 * another browser than the one that signed up must know that password.
 */
export async function submitConfirmSignUp(visit: SiteVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const opened = await findEmailLink(context, parameters.get('token'), 'sign_up')
  if (opened === undefined) return showLinkOver(visit, 'sign_up')
  try {
    const problems = await checkProof(visit, opened)
    if (problems.length > 0) return renderConfirm(visit, opened, problems)
    const username = checkUsername(parameters.get('username') ?? opened.link.username)
    if (!username.ok) return renderConfirm(visit, opened, problemOf('username', username))
    const outcome = await context.store.accounts.signUp(opened.key, context.now(), (link) => createUser(visit, link, username.value))
    if (outcome.outcome === 'username_taken') return renderConfirm(visit, opened, [{ field: 'username', code: 'username_taken' }])
    return outcome.outcome === 'added' ? await begin(visit, outcome.user, opened.link) : showLinkOver(visit, 'sign_up')
  } catch (error) {
    return renderConfirm(visit, opened, [passingProblem(visit, error)])
  }
}

async function begin(visit: SiteVisit, user: User, link: SignUpLink): Promise<HttpResponse> {
  const { context, request } = visit
  const target = { kind: 'user', id: user.id } as const
  await recordAct(context, { actor: target, act: 'user.created', target, detail: { username: user.username }, request })
  const { setCookie } = await openSession(context, request, user)
  const browserKey = findBrowserKey(context, request)
  if (browserKey !== undefined) await context.store.accounts.rememberBrowser(user.id, browserKey, context.now())
  const answer = goTo(visit, link.continueAt, link.continueAt.startsWith('/interaction') ? undefined : 'signed_up')
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [setCookie] } }
}

async function checkProof(visit: SiteVisit, { link, token }: OpenedSignUp): Promise<readonly AccountProblem[]> {
  if (!asksForPassword(visit, link)) return []
  const { context, parameters } = visit
  const password = parameters.get('password') ?? ''
  if (password === '') return [{ field: 'password', code: 'password_missing' }]
  const subject = { key: attemptSubject('account', token), rule: context.attemptRules.account }
  const begun = await context.store.attempts.begin([subject], context.now())
  if (begun.outcome === 'must_wait') return [mustWait(visit, begun.until)]
  return (await context.passwordHasher.verify(password, link.passwordDigest)) ? [] : [{ field: 'password', code: 'password_wrong' }]
}

function asksForPassword({ context, request }: SiteVisit, { browserKey }: SignUpLink): boolean {
  const held = findBrowserKey(context, request)
  return held === undefined || !Buffer.from(held).equals(browserKey)
}

function createUser({ context }: SiteVisit, { email, name, passwordDigest }: SignUpLink, username: string): NewUser {
  return {
    id: encodeBase64url(context.random(16)),
    username,
    passwordDigest,
    name,
    email,
    emailVerified: true,
    verified: false,
    pictureTemplate: null,
    createdAt: context.now(),
    disabledAt: null,
  }
}

function renderConfirm(visit: SiteVisit, { link, token }: OpenedSignUp, problems: readonly AccountProblem[]): HttpResponse {
  const { context, frame, parameters } = visit
  const chosen = parameters.get('username')
  const asks = {
    username: chosen !== undefined || problems.some(({ field }) => field === 'username'),
    password: asksForPassword(visit, link),
  }
  const page = { ...frame, problems, token, email: link.email, username: (chosen ?? link.username).slice(0, 320), asks }
  return showPage(visit, context.pages.account.confirmSignUp(page), { status: statusOf(problems), keepsOpener: true })
}
