import type { HttpResponse } from '../http/http-message.ts'
import type { AppDeletePage } from '../ports/developer-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type AccountVisit, type AppVisit, ownedAppOfVisit } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** `GET /developers/apps/:clientId/delete`: says what would break. */
export async function showDeleteApp(visit: AccountVisit): Promise<HttpResponse> {
  return showDeletePage(visit, await ownedAppOfVisit(visit), { typed: '', problem: null })
}

/** `POST /developers/apps/:clientId/delete`: ends the app and everything people gave it, when its name was typed. */
export async function deleteApp(visit: AccountVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const found = await ownedAppOfVisit(visit)
  const { id, name } = found.app.client
  const typed = parameters.get('name') ?? ''
  if (typed.trim().normalize('NFC') !== name.normalize('NFC')) return showDeletePage(visit, found, { typed, problem: 'name_different' })
  const { outcome } = await context.store.apps.delete(id, context.now())
  if (outcome === 'deleted') await recordAppAct(visit, 'app.deleted', id, { name })
  return goTo(visit, '/developers', 'app_deleted')
}

async function showDeletePage(
  visit: AccountVisit,
  { app: { client }, frame }: AppVisit,
  shown: Pick<AppDeletePage, 'typed' | 'problem'>,
): Promise<HttpResponse> {
  const { apps } = visit.context.store
  const [impact, members] = await Promise.all([apps.measure(client.id, visit.context.now()), apps.listMembers(client.id)])
  const html = visit.context.pages.developers.delete({ ...frame, ...impact, members: members.length, ...shown })
  return showPage(visit, html, { status: shown.problem === null ? 200 : 400 })
}
