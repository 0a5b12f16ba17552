import { createClientSecret } from '../client-registration/create-client-secret.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { AppSecret } from '../ports/app-store.ts'
import type { AppSecretsPage } from '../ports/developer-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type AccountVisit, type AppVisit, appOfVisit, ownedAppOfVisit } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** One in use, and the next one: what a rotation without a pause needs. */
const mostSecrets = 2
const longestLabel = 60

/** `GET /developers/apps/:clientId/secrets`. */
export async function showSecrets(visit: AccountVisit): Promise<HttpResponse> {
  const found = await appOfVisit(visit)
  return showSecretsPage(visit, found, {})
}

/** `POST /developers/apps/:clientId/secrets`: adds a secret and shows it, this once; or ends one, at once. */
export async function changeSecrets(visit: AccountVisit): Promise<HttpResponse> {
  const found = await ownedAppOfVisit(visit)
  if (found.app.client.authenticationMethod === 'none') throw new PageProblem('page_unknown', { reason: 'app_has_no_secrets' })
  return visit.parameters.get('act') === 'revoke' ? revokeSecret(visit, found) : addSecret(visit, found)
}

async function addSecret(visit: AccountVisit, found: AppVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const { id } = found.app.client
  const label = (parameters.get('label') ?? '').trim()
  if (label.length > longestLabel) return showSecretsPage(visit, found, { label, problem: 'label_length', status: 400 })
  // A reload of the page that showed a secret sends the form once more.
  const seen = nameSecrets(await context.store.apps.listSecrets(id))
  if ((parameters.get('seen') ?? '') !== seen) return goTo(visit, secretsPath(id), 'secrets_changed')
  const secret = createClientSecret(context.random)
  const kept = { digest: secret.digest, ending: secret.ending, label, createdAt: context.now() }
  const { outcome } = await context.store.apps.addSecret(id, kept, mostSecrets)
  if (outcome === 'too_many') return showSecretsPage(visit, found, { label, problem: 'too_many', status: 409 })
  if (outcome === 'unknown') return goTo(visit, '/developers', 'app_gone')
  await recordAppAct(visit, 'app.secret_added', id, { label })
  return showPage(visit, context.pages.developers.newSecret({ ...found.frame, secret: secret.text, label, isFirst: false }))
}

async function revokeSecret(visit: AccountVisit, found: AppVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const { id } = found.app.client
  const { outcome } = await context.store.apps.revokeSecret(id, parameters.get('secret') ?? '')
  if (outcome === 'unknown') return goTo(visit, secretsPath(id), 'secret_gone')
  await recordAppAct(visit, 'app.secret_revoked', id)
  return goTo(visit, secretsPath(id), 'secret_revoked')
}

async function showSecretsPage(
  visit: AccountVisit,
  { app, frame }: AppVisit,
  { label = '', problem = null, status = 200 }: Partial<Pick<AppSecretsPage, 'label' | 'problem'>> & { readonly status?: number },
): Promise<HttpResponse> {
  const { context } = visit
  if (app.client.authenticationMethod === 'none') throw new PageProblem('page_unknown', { reason: 'app_has_no_secrets' })
  const secrets = await context.store.apps.listSecrets(app.client.id)
  const page = { ...frame, secrets, limit: mostSecrets, seen: nameSecrets(secrets), label, problem }
  return showPage(visit, context.pages.developers.secrets(page), { status })
}

function nameSecrets(secrets: readonly AppSecret[]): string {
  return secrets.map(({ id }) => id).join(' ')
}

function secretsPath(clientId: string): string {
  return `/developers/apps/${encodeURIComponent(clientId)}/secrets`
}
