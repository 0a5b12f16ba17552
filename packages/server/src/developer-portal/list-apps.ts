import type { HttpResponse } from '../http/http-message.ts'
import type { User } from '../ports/records.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type AccountVisit, portalWords, showApp } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** `GET /developers`: the apps of whose team the person is, and the teams that ask them in. */
export async function listApps(visit: AccountVisit): Promise<HttpResponse> {
  const { context, browser, frame } = visit
  const [own, invitations] = await Promise.all([
    context.store.apps.listOwn(browser.user.id),
    context.store.apps.listReceived(namesOf(browser.user), context.now()),
  ])
  const apps = own.map(({ app, role }) => ({ ...showApp(app), role, redirectUris: app.client.redirectUris.length }))
  return showPage(visit, context.pages.developers.list({ ...frame, apps, invitations, portal: portalWords(context) }))
}

/** `POST /developers`: takes a place in a team, or not. */
export async function answerInvitation(visit: AccountVisit): Promise<HttpResponse> {
  const { context, browser, parameters } = visit
  const clientId = parameters.get('client_id') ?? ''
  const accepts = parameters.get('answer') === 'accept'
  const answer = { names: namesOf(browser.user), userId: browser.user.id, accepts, at: context.now() }
  const { outcome } = await context.store.apps.answerInvitation(clientId, answer)
  if (outcome === 'unknown') return goTo(visit, '/developers', 'invitation_over')
  await recordAppAct(visit, outcome === 'joined' ? 'app.member_joined' : 'app.invitation_declined', clientId)
  if (outcome === 'declined') return goTo(visit, '/developers', 'invitation_declined')
  return goTo(visit, `/developers/apps/${encodeURIComponent(clientId)}`, 'team_joined')
}

/** What this person may be invited by: an e-mail address only when it is proven to be theirs. */
function namesOf({ username, email, emailVerified }: User): readonly string[] {
  return email !== null && emailVerified ? [username, email] : [username]
}
