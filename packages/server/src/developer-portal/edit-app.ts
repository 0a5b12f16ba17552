import type { HttpResponse } from '../http/http-message.ts'
import type { AppFormPage } from '../ports/developer-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { checkAppForm, choicesOf, valuesOf } from './app-form.ts'
import { type AccountVisit, type AppVisit, appOfVisit } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** `GET /developers/apps/:clientId`. */
export async function showAppForm(visit: AccountVisit): Promise<HttpResponse> {
  const found = await appOfVisit(visit)
  return showPage(visit, formPage(visit, found, { version: found.app.version, values: valuesOf(found.app) }))
}

/**
 * `POST /developers/apps/:clientId`: saves the form, unless somebody else has saved since it was opened.
 *
 * Then it is shown again with what was typed and, beside it, what is there now; saving once more is a decision.
 */
export async function saveApp(visit: AccountVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const found = await appOfVisit(visit)
  const { client } = found.app
  const version = Number(parameters.get('version'))
  const read = checkAppForm(context.platform, visit)
  const checked = { ...read, values: { ...read.values, kind: valuesOf(found.app).kind } }
  if (checked.changes === undefined) return showPage(visit, formPage(visit, found, { version, ...checked }), { status: 400 })
  const saved = await context.store.apps.update(client.id, Number.isSafeInteger(version) ? version : 0, checked.changes)
  if (saved.outcome === 'unknown') return goTo(visit, '/developers', 'app_gone')
  if (saved.outcome === 'changed_meanwhile') {
    const shown = { version: saved.app.version, ...checked, meanwhile: valuesOf(saved.app) }
    return showPage(visit, formPage(visit, found, shown), { status: 409 })
  }
  await recordAppAct(visit, 'app.updated', client.id, { name: saved.app.client.name, version: saved.app.version })
  return goTo(visit, `/developers/apps/${encodeURIComponent(client.id)}`, 'app_saved')
}

function formPage(
  { context }: AccountVisit,
  { frame }: AppVisit,
  shown: Pick<AppFormPage, 'version' | 'values'> & Partial<Pick<AppFormPage, 'problems' | 'advice' | 'meanwhile'>>,
): string {
  const { version, values, problems = [], advice = [], meanwhile = null } = shown
  return context.pages.developers.form({
    ...frame,
    ...{ app: frame, draft: '', version, values, problems, advice, meanwhile, choices: choicesOf(context.platform, frame.language) },
  })
}
