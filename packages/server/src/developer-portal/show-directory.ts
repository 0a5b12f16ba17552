import type { HttpResponse } from '../http/http-message.ts'
import { showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { portalWords, showApp } from './app-visit.ts'

const mostShown = 500

/** `GET /apps`: the apps whose developers let the platform show them. */
export async function showDirectory(visit: SiteVisit): Promise<HttpResponse> {
  const { context, frame } = visit
  const listed = await context.store.apps.listPublic(mostShown)
  const apps = listed.map((app) => ({ ...showApp(app), homepage: app.client.homepage }))
  return showPage(visit, context.pages.developers.directory({ ...frame, apps, portal: portalWords(context) }))
}
