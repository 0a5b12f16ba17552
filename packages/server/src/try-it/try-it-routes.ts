import { type AccountVisit, type AppVisit, appOfVisit } from '../developer-portal/app-visit.ts'
import { recordAppAct } from '../developer-portal/record-app-act.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { TryItPage, TryItStepName } from '../ports/try-it-pages.ts'
import type { ServerContext } from '../server-context.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { drawVerifier } from './authorization-url.ts'
import { createSteps, type RunStep } from './run-step.ts'
import { type ConsoleState, showConsole } from './show-console.ts'
import { openRun, sealRun, type TryItRun } from './try-it-run.ts'

/**
 * The console of an app: its whole flow, request by request, for its team.
 *
 * The tokens are real, of the account of who runs it. They stand in the page alone, sealed for this browser; nothing is kept here.
 */
export function createTryItRoutes(context: ServerContext): readonly SiteRoute[] {
  const steps = createSteps(context)
  const route = { section: 'developers', access: 'signed_in' } as const
  const path = '/developers/apps/:clientId/try'
  return [
    { ...route, method: 'GET', path, answer: showStart },
    { ...route, method: 'POST', path, answer: (visit: AccountVisit) => act(visit, steps) },
    { ...route, method: 'GET', path: `${path}/callback`, answer: takeAnswer },
  ]
}

async function showStart(visit: AccountVisit): Promise<HttpResponse> {
  return answer(visit, await appOfVisit(visit), { run: undefined })
}

/** The authorization response (RFC 6749 §4.1.2). The `state` is the run itself, which this browser alone can have begun. */
async function takeAnswer(visit: AccountVisit): Promise<HttpResponse> {
  const app = await appOfVisit(visit)
  const { context, parameters } = visit
  const run = runOfVisit(visit, app, parameters.get('state'))
  if (run === undefined || run.stage !== 'begun') return answer(visit, app, { run: undefined, problem: 'run_foreign', status: 400 })
  const error = parameters.get('error')
  if (error !== undefined) {
    const refusal = { error: error.slice(0, 100), description: (parameters.get('error_description') ?? '').slice(0, 500) }
    return answer(visit, app, { run: undefined, refusal })
  }
  const { signedProfile } = context.platform
  const given = parameters.get(signedProfile?.parameter ?? 'code') ?? ''
  if (signedProfile !== null) return answer(visit, app, { run: { ...run, stage: 'ended' }, secrets: [[signedProfile.parameter, given]] })
  return answer(visit, app, { run: { ...run, stage: 'returned', code: given } })
}

async function act(
  visit: AccountVisit,
  steps: Readonly<Record<'exchange' | 'profile' | 'refresh' | 'revoke', RunStep>>,
): Promise<HttpResponse> {
  const app = await appOfVisit(visit)
  const { parameters, request } = visit
  const name = parameters.get('act')
  const run = runOfVisit(visit, app, parameters.get('run'))
  switch (name) {
    case 'begin':
      return answer(visit, app, { run: beginRun(visit, app) })
    case 'restart':
      if (run?.stage === 'open') await steps.revoke(request, app.app.client, run)
      return goTo(visit, `/developers/apps/${encodeURIComponent(app.app.client.id)}/try`)
    case 'exchange':
    case 'profile':
    case 'refresh':
    case 'revoke': {
      if (run === undefined || !isTurn(name, run)) return answer(visit, app, { run: undefined, problem: 'run_over', status: 409 })
      const { response, run: next } = await steps[name](request, app.app.client, run)
      if (name === 'exchange' && next.stage === 'open')
        await recordAppAct(visit, 'app.tried', app.app.client.id, { scope: run.scope.join(' ') })
      return answer(visit, app, { run: next, response: { step: name, response } })
    }
    default:
      throw new PageProblem('request_malformed', { reason: 'try_it_act_unknown' })
  }
}

/** A run goes on in the browser that began it, and for the app that it was begun for. */
function runOfVisit({ context, request }: AccountVisit, { app }: AppVisit, text: string | undefined): TryItRun | undefined {
  const run = openRun(context, request, text)
  return run?.clientId === app.client.id ? run : undefined
}

function isTurn(name: TryItStepName, { stage, refreshToken }: TryItRun): boolean {
  if (name === 'exchange') return stage === 'returned'
  return stage === 'open' && (name !== 'refresh' || refreshToken !== '')
}

function beginRun({ context, parameters }: AccountVisit, { app }: AppVisit): TryItRun {
  const known = context.platform.scopes.map(({ token }) => token).filter((token) => app.client.scope.includes(token))
  return {
    clientId: app.client.id,
    startedAt: context.now(),
    scope: known.filter((token) => parameters.has(`scope_${token}`)),
    stage: 'begun',
    codeVerifier: drawVerifier(context),
    code: '',
    accessToken: '',
    refreshToken: '',
  }
}

function answer(visit: AccountVisit, app: AppVisit, state: ConsoleState & { readonly status?: number }): HttpResponse {
  const { context, request } = visit
  const sealed = state.run === undefined ? undefined : sealRun(context, request, state.run)
  const page: TryItPage = showConsole(context, app, { ...state, sealed })
  return showPage(visit, context.pages.tryIt.console(page), { status: state.status ?? 200 })
}
