import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { mustWait, passingProblem, statusOf } from './form-problems.ts'
import { findPasswordProblem } from './new-password-rules.ts'
import { provePassword } from './prove-password.ts'
import { notifyOwner } from './send-account-mail.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/password`. */
export function showChangePassword(visit: SignedInVisit): HttpResponse {
  return renderChange(visit, [])
}

/** `POST /account/password`: sets another one, ends every other session, and tells the owner by mail. */
export async function submitChangePassword(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, request, parameters, browser } = visit
  const { user } = browser
  const password = parameters.get('password') ?? ''
  const problem = findPasswordProblem(password, [user.username, user.email])
  try {
    const problems = await checkCurrent(visit)
    if (problem !== undefined) return renderChange(visit, [...problems, { field: 'password', code: problem }])
    if (problems.length > 0) return renderChange(visit, problems)
    await context.store.accounts.changePassword(user.id, await context.passwordHasher.hash(password), browser.key)
  } catch (error) {
    return renderChange(visit, [passingProblem(visit, error)])
  }
  const target = { kind: 'user', id: user.id } as const
  await recordAct(context, { actor: target, act: 'user.password_changed', target, request })
  const recoverLink = `${context.baseUrl}/account/recover`
  notifyOwner(visit, user.emailVerified ? user.email : null, { kind: 'password_changed', username: user.username, recoverLink })
  return goTo(visit, '/account/security', 'password_changed')
}

async function checkCurrent({
  context,
  request,
  parameters,
  browser: { user },
  ...visit
}: SignedInVisit): Promise<readonly AccountProblem[]> {
  if (user.passwordDigest === null) return []
  const current = parameters.get('current_password') ?? ''
  if (current === '') return [{ field: 'current_password', code: 'password_missing' }]
  const proof = await provePassword(context, { identifier: user.username, password: current, request })
  if (proof.outcome === 'must_wait') return [mustWait({ context, ...visit }, proof.until)]
  return proof.outcome === 'proven' ? [] : [{ field: 'current_password', code: 'password_wrong' }]
}

function renderChange(visit: SignedInVisit, problems: readonly AccountProblem[]): HttpResponse {
  const { context, frame, browser } = visit
  const { username, passwordDigest } = browser.user
  const html = context.pages.account.changePassword({ ...frame, problems, username, hasPassword: passwordDigest !== null })
  return showPage(visit, html, { status: statusOf(problems) })
}
