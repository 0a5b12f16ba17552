import { hkdfSync } from 'node:crypto'
import { encodeBase64url } from '@stagedoor/protocol'
import { createClientId } from '../client-registration/create-client-id.ts'
import { createClientSecret } from '../client-registration/create-client-secret.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AppChanges } from '../ports/app-store.ts'
import type { AppFormPage, AppFormValues } from '../ports/developer-pages.ts'
import type { Client } from '../ports/records.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type CheckedAppForm, checkAppForm, choicesOf, emptyValues } from './app-form.ts'
import { type AccountVisit, appOfVisit, portalWords } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** Bounds what one account can fill a table with. */
const mostApps = 50

/** `GET /developers/apps/new`. */
export function showNewApp(visit: AccountVisit): HttpResponse {
  const { context } = visit
  return showPage(visit, formPage(visit, { draft: encodeBase64url(context.random(16)), values: emptyValues(context.platform) }))
}

/**
 * `POST /developers/apps/new`: makes the app, and shows its secret where it has one.
 *
 * Its id is computed from the form's draft, so that a form that is sent twice makes one app.
 */
export async function createApp(visit: AccountVisit): Promise<HttpResponse> {
  const { context, browser, parameters } = visit
  const draft = readDraft(parameters.get('draft')) ?? encodeBase64url(context.random(16))
  const checked = checkAppForm(context.platform, visit)
  if (checked.changes === undefined) return showPage(visit, formPage(visit, { draft, ...checked }), { status: 400 })
  const id = createClientId(context.platform.client, (length) => draftBytes(browser.user.id, draft, length))
  const secret = checked.values.kind === 'public' ? null : createClientSecret(context.random)
  const kept = secret && { digest: secret.digest, ending: secret.ending, label: '', createdAt: context.now() }
  const { listed, ...described } = checked.changes
  const client = { ...newClient(visit, checked.values), ...described, id }
  const { outcome } = await context.store.apps.create({ client, listed, ownerId: browser.user.id, secret: kept }, mostApps)
  if (outcome === 'too_many') return showTooMany(visit, draft, checked)
  const path = `/developers/apps/${encodeURIComponent(id)}`
  // The form came before: a reload, or a second press.
  if (outcome === 'id_taken') return goTo(visit, (await isOwn(visit, id)) ? path : '/developers/apps/new', 'app_there')
  await recordAppAct(visit, 'app.created', id, { name: client.name, kind: checked.values.kind })
  if (secret === null) return goTo(visit, path, 'app_created')
  const { frame } = await appOfVisit({ ...visit, path: { clientId: id } })
  return showPage(visit, context.pages.developers.newSecret({ ...frame, secret: secret.text, label: '', isFirst: true }))
}

function newClient(
  { context: { platform, now } }: AccountVisit,
  { kind }: AppFormValues,
): Omit<Client, keyof AppChanges | 'id' | 'secretDigests' | 'logo'> {
  const method = platform.client.authenticationMethods.find((method) => (method === 'none') === (kind === 'public'))
  return { authenticationMethod: method ?? 'none', verified: false, createdAt: now(), disabledAt: null }
}

async function isOwn({ context, browser }: AccountVisit, clientId: string): Promise<boolean> {
  return (await context.store.apps.findOwn(clientId, browser.user.id)) !== undefined
}

function showTooMany(visit: AccountVisit, draft: string, checked: CheckedAppForm): HttpResponse {
  const value = String(mostApps)
  const message = `You have ${value} apps already, which is the most there may be. Delete one that nobody uses.`
  const problems = [{ field: 'name' as const, code: 'too_many_apps', message, value }]
  return showPage(visit, formPage(visit, { draft, ...checked, problems }), { status: 409 })
}

function formPage(
  { context, frame }: AccountVisit,
  shown: Pick<AppFormPage, 'draft' | 'values'> & Partial<Pick<AppFormPage, 'problems' | 'advice'>>,
): string {
  const { draft, values, problems = [], advice = [] } = shown
  const platform = { choices: choicesOf(context.platform, frame.language), portal: portalWords(context) }
  return context.pages.developers.form({
    ...frame,
    ...platform,
    ...{ app: null, draft, version: 0, values, problems, advice, meanwhile: null },
  })
}

function readDraft(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w-]{22}$/.test(text) ? text : undefined
}

/** Nobody else's draft leads to the same id, and nobody chooses an id. */
function draftBytes(userId: string, draft: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', draft, userId, 'stagedoor client id', length))
}
