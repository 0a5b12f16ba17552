import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { checkName, checkUsername } from './account-rules.ts'
import { passingProblem, problemOf, statusOf } from './form-problems.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account`. */
export function showProfile(visit: SignedInVisit): HttpResponse {
  const { name, username } = visit.browser.user
  return renderProfile(visit, { name, username }, [])
}

/** `POST /account`: changes name and username. */
export async function submitProfile(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, request, browser } = visit
  const typed = { name: parameters.get('name') ?? '', username: (parameters.get('username') ?? '').slice(0, 320) }
  const name = checkName(typed.name)
  // Who has a name from before these rules keeps it.
  const username = typed.username === browser.user.username ? ({ ok: true, value: typed.username } as const) : checkUsername(typed.username)
  if (!name.ok || !username.ok) return renderProfile(visit, typed, [...problemOf('name', name), ...problemOf('username', username)])
  try {
    const changed = await context.store.accounts.changeProfile(browser.user.id, { name: name.value, username: username.value })
    if (changed.outcome !== 'changed') return renderProfile(visit, typed, [{ field: 'username', code: 'username_taken' }])
  } catch (error) {
    return renderProfile(visit, typed, [passingProblem(visit, error)])
  }
  const target = { kind: 'user', id: browser.user.id } as const
  await recordAct(context, { actor: target, act: 'user.profile_changed', target, detail: { username: username.value }, request })
  return goTo(visit, '/account', 'profile_changed')
}

function renderProfile(
  visit: SignedInVisit,
  typed: { readonly name: string; readonly username: string },
  problems: readonly AccountProblem[],
): HttpResponse {
  const { context, frame, browser } = visit
  const { email, emailVerified } = browser.user
  const offersMail = context.site?.mailer !== undefined
  return showPage(visit, context.pages.account.profile({ ...frame, problems, typed, email, emailVerified, offersMail }), {
    status: statusOf(problems),
  })
}
