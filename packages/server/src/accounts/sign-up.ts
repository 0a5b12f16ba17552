import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem, SignUpPage } from '../ports/account-pages.ts'
import { goTo, ownPath, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkEmail, checkName, checkUsername } from './account-rules.ts'
import { attemptSubject, foldIdentifier, networkOf } from './attempt-subjects.ts'
import { issueEmailLink, linkLifetimeSeconds } from './email-links.ts'
import { mustWait, passingProblem, problemOf, statusOf } from './form-problems.ts'
import { findPasswordProblem } from './new-password-rules.ts'
import { findBrowserKey } from './prove-password.ts'
import { sendAccountMail } from './send-account-mail.ts'

/** `GET /account/sign-up`. */
export function showSignUp(visit: SiteVisit): HttpResponse {
  return renderSignUp(visit, [])
}

/**
 * `POST /account/sign-up`: checks the form and sends a link; there is no account before the link was opened.
 *
 * For an address that has an account already everything looks and takes the same, but the mail says so to its owner.
 */
export async function submitSignUp(visit: SiteVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const checked = {
    email: checkEmail(parameters.get('email') ?? ''),
    username: checkUsername(parameters.get('username') ?? ''),
    name: checkName(parameters.get('name') ?? ''),
  }
  const { email, username, name } = checked
  const password = parameters.get('password') ?? ''
  const passwordProblem = findPasswordProblem(password, [email.ok ? email.value : null, username.ok ? username.value : null])
  const problems: AccountProblem[] = [
    ...problemOf('email', email),
    ...problemOf('username', username),
    ...problemOf('name', name),
    ...(passwordProblem === undefined ? [] : [{ field: 'password' as const, code: passwordProblem }]),
  ]
  if (username.ok && (await context.store.users.findByUsername(username.value)) !== undefined) {
    problems.push({ field: 'username', code: 'username_taken' })
  }
  if (problems.length > 0 || !email.ok || !username.ok || !name.ok) return renderSignUp(visit, problems)
  try {
    const problem = await begin(visit, { email: email.value, username: username.value, name: name.value, password })
    return problem === undefined
      ? goTo(visit, `/account/sign-up/sent?continue=${encodeURIComponent(goesOnAt(visit))}`)
      : renderSignUp(visit, [problem])
  } catch (error) {
    return renderSignUp(visit, [passingProblem(visit, error)])
  }
}

/** `GET /account/sign-up/sent`. */
export function showSignUpSent(visit: SiteVisit): HttpResponse {
  const page = { ...visit.frame, about: 'sign_up' as const, continueAt: goesOnAt(visit) }
  return showPage(visit, visit.context.pages.account.mailSent(page), { keepsOpener: true })
}

async function begin(
  visit: SiteVisit,
  {
    email,
    username,
    name,
    password,
  }: { readonly email: string; readonly username: string; readonly name: string; readonly password: string },
): Promise<AccountProblem | undefined> {
  const { context, request } = visit
  const browserKey = findBrowserKey(context, request)
  if (browserKey === undefined) throw new TypeError('A form is bound to a browser.')
  const begun = await context.store.attempts.begin(
    [
      { key: attemptSubject('network', `mail ${networkOf(request.remoteAddress)}`), rule: context.attemptRules.network },
      { key: attemptSubject('mail', `sign-up ${foldIdentifier(email)}`), rule: context.attemptRules.mail },
    ],
    context.now(),
  )
  if (begun.outcome === 'must_wait') return mustWait(visit, begun.until)
  const passwordDigest = await context.passwordHasher.hash(password)
  const link = await issueEmailLink(context, {
    purpose: 'sign_up',
    email,
    username,
    name,
    passwordDigest,
    browserKey,
    continueAt: goesOnAt(visit),
    expiresAt: context.now() + linkLifetimeSeconds,
  })
  const owner = await context.store.users.findByEmail(email)
  if (owner === undefined) {
    await sendAccountMail(visit, email, { kind: 'confirm_sign_up', link })
    return undefined
  }
  // The stored address, not the typed one: two that are compared as equal may be two mailboxes.
  const links = { link: `${context.baseUrl}/account/sign-in`, recoverLink: `${context.baseUrl}/account/recover` }
  await sendAccountMail(visit, owner.email ?? email, { kind: 'has_account', username: owner.username, ...links })
  return undefined
}

function goesOnAt({ parameters }: SiteVisit): string {
  return ownPath(parameters.get('continue'))
}

function renderSignUp(visit: SiteVisit, problems: readonly AccountProblem[]): HttpResponse {
  const { parameters, frame, context } = visit
  const typed: SignUpPage['typed'] = {
    email: (parameters.get('email') ?? '').slice(0, 320),
    username: (parameters.get('username') ?? '').slice(0, 320),
    name: parameters.get('name') ?? '',
  }
  const html = context.pages.account.signUp({ ...frame, problems, typed, continueAt: goesOnAt(visit) })
  return showPage(visit, html, { status: statusOf(problems), keepsOpener: true })
}
