import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { goTo } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

type AccountVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** `POST /account/apps/revoke`: takes back what the person gave one app; its tokens are dead before the answer is sent. */
export async function revokeApp(visit: AccountVisit): Promise<HttpResponse> {
  const clientId = visit.parameters.get('client_id') ?? ''
  const { apps } = await withdraw(visit, clientId)
  return goTo(visit, '/account/apps', apps === 0 ? 'app_gone' : 'app_revoked')
}

/** `POST /account/apps/revoke-all`: the same for every app. */
export async function revokeAllApps(visit: AccountVisit): Promise<HttpResponse> {
  await withdraw(visit, null)
  return goTo(visit, '/account/apps', 'all_revoked')
}

async function withdraw({ context, browser, request }: AccountVisit, clientId: string | null): Promise<{ readonly apps: number }> {
  const userId = browser.user.id
  const withdrawn = await context.store.authorizedApps.withdraw(userId, clientId, context.now())
  if (withdrawn.apps > 0) {
    context.log({ reason: 'access_withdrawn', at: context.clock(), userId, ...(clientId !== null && { clientId }) })
    const target = clientId === null ? ({ kind: 'user', id: userId } as const) : ({ kind: 'client', id: clientId } as const)
    await recordAct(context, {
      actor: { kind: 'user', id: userId },
      act: 'grant.revoked',
      target,
      detail: { apps: withdrawn.apps },
      request,
    })
  }
  return withdrawn
}
