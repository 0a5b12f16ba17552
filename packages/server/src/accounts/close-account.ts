import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AccountProblem } from '../ports/account-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { passingProblem, statusOf } from './form-problems.ts'
import { notifyOwner } from './send-account-mail.ts'
import { withoutSession } from './sign-out.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `GET /account/close`: says what will break. */
export function showCloseAccount(visit: SignedInVisit): Promise<HttpResponse> {
  return renderClose(visit, [])
}

/** `POST /account/close`: for good; every app loses its access at once. Who alone owns an app hands it on first, or deletes it. */
export async function submitCloseAccount(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, request, parameters, browser } = visit
  const { user } = browser
  if (!parameters.has('confirmed')) return renderClose(visit, [{ field: 'confirmed', code: 'confirmation_missing' }])
  try {
    const closed = await context.store.accounts.closeAccount(user.id, context.now())
    if (closed.outcome === 'last_owner') return renderClose(visit, [{ field: '', code: 'last_owner' }])
    if (closed.outcome === 'closed') {
      const target = { kind: 'user', id: user.id } as const
      await recordAct(context, { actor: target, act: 'user.closed', target, detail: { grants: closed.grants }, request })
    }
  } catch (error) {
    return renderClose(visit, [passingProblem(visit, error)])
  }
  notifyOwner(visit, user.emailVerified ? user.email : null, { kind: 'account_closed', username: user.username })
  return withoutSession(visit, goTo(visit, '/account/sign-in', 'account_closed'))
}

async function renderClose(visit: SignedInVisit, problems: readonly AccountProblem[]): Promise<HttpResponse> {
  const { context, frame, browser } = visit
  const { id, username } = browser.user
  const [authorized, owned] = await Promise.all([
    context.store.authorizedApps.list(id, context.now()),
    context.store.apps.listOwnedAlone(id),
  ])
  const apps = authorized.map(({ client }) => client.name)
  const html = context.pages.account.closeAccount({ ...frame, problems, username, apps, owned })
  return showPage(visit, html, { status: statusOf(problems) })
}
