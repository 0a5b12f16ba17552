import { type AccountVisit, appOfVisit } from '../developer-portal/app-visit.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { ShownAttempt } from '../ports/sign-in-log-pages.ts'
import { KEPT_SIGN_IN_SECONDS } from '../ports/sign-in-log-store.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { explainStop } from './explain-stop.ts'
import { groupAttempts, type SignInAttempt } from './group-attempts.ts'

const PAGE_LENGTH = 50

/** The log of an app's recent sign-ins, for its team. */
export function createSignInLogRoutes(): readonly SiteRoute[] {
  const route = { section: 'developers', access: 'signed_in', method: 'GET' } as const
  return [
    { ...route, path: '/developers/apps/:clientId/log', answer: showLog },
    { ...route, path: '/developers/apps/:clientId/log/:attempt', answer: showAttempt },
  ]
}

async function showLog(visit: AccountVisit): Promise<HttpResponse> {
  const { frame, app } = await appOfVisit(visit)
  const { context, parameters } = visit
  const attempts = await listAttempts(visit, app.client.id)
  const id = parameters.get('id')?.trim().slice(0, 100) ?? ''
  const found = attempts.find(({ ids }) => ids.includes(id))
  if (found !== undefined) return goTo(visit, `/developers/apps/${encodeURIComponent(app.client.id)}/log/${found.id}`)
  const show = parameters.get('show') === 'failed' ? 'failed' : 'all'
  const shown = attempts.filter((attempt) => show === 'all' || isFailed(attempt))
  const page = readPage(parameters.get('page'))
  const start = (page - 1) * PAGE_LENGTH
  return showPage(
    visit,
    context.pages.signInLog.list({
      ...frame,
      attempts: shown.slice(start, start + PAGE_LENGTH).map(showAttemptOf),
      show,
      page,
      hasMore: shown.length > start + PAGE_LENGTH,
      unknownId: id === '' ? null : id,
      keptDays: KEPT_SIGN_IN_SECONDS / 86_400,
    }),
  )
}

async function showAttempt(visit: AccountVisit): Promise<HttpResponse> {
  const { frame, app } = await appOfVisit(visit)
  const attempts = await listAttempts(visit, app.client.id)
  const attempt = attempts.find(({ ids }) => ids.includes(visit.path.attempt ?? ''))
  if (attempt === undefined) throw new PageProblem('page_unknown', { reason: 'sign_in_attempt_unknown' })
  return showPage(visit, visit.context.pages.signInLog.attempt({ ...frame, attempt: showAttemptOf(attempt) }))
}

/** What was noted a moment ago is there, too. */
async function listAttempts({ context }: AccountVisit, clientId: string): Promise<readonly SignInAttempt[]> {
  await context.signInRecorder?.flush()
  return groupAttempts(await context.store.signInLog.list(clientId, context.now()))
}

function isFailed({ outcome, steps }: SignInAttempt): boolean {
  return outcome === 'stopped' || steps.some(({ reason }) => reason !== undefined)
}

function showAttemptOf({ id, outcome, steps: [first, ...rest] }: SignInAttempt): ShownAttempt {
  const show = (step: typeof first): ShownAttempt['steps'][0] => ({ station: step.station, at: step.at, stop: explainStop(step) })
  return { id, outcome, steps: [show(first), ...rest.map(show)] }
}

function readPage(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 1
}
