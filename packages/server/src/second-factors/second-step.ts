import { openSession } from '../accounts/complete-sign-in.ts'
import { continueSignIn } from '../accounts/continue-sign-in.ts'
import { findBrowserKey } from '../accounts/prove-password.ts'
import { recordAct } from '../audit/record-act.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { User } from '../ports/records.ts'
import type { SecondFactorProblem } from '../ports/second-factor-pages.ts'
import { goTo, ownPath, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { findCeremony, takeCeremony } from './ceremonies.ts'
import { findFormTargets } from './find-form-targets.ts'
import { proveCode } from './prove-code.ts'
import { passingFactorProblem, statusOfFactor, waitForFactor } from './second-factor-problems.ts'

/** `GET /account/sign-in/code`: asks for the second step, after a password. */
export async function showSecondStep(visit: SiteVisit): Promise<HttpResponse> {
  return (await findWaiting(visit)) === undefined ? stepOver(visit) : renderStep(visit, [])
}

/** `POST /account/sign-in/code`: proves the second step, and only then signs in. */
export async function submitSecondStep(visit: SiteVisit): Promise<HttpResponse> {
  const { context, parameters, request } = visit
  const user = await findWaiting(visit)
  if (user === undefined) return stepOver(visit)
  const code = parameters.get('code')?.trim() ?? ''
  if (code === '') return renderStep(visit, [{ field: 'code', code: 'code_missing' }])
  try {
    const proof = await proveCode(context, user.id, code)
    if (proof.outcome === 'must_wait') return renderStep(visit, [waitForFactor(visit, proof.until)])
    if (proof.outcome === 'wrong') {
      context.log({ reason: 'second_step_failed', at: context.clock(), userId: user.id })
      return renderStep(visit, [{ field: 'code', code: 'code_wrong' }])
    }
    if ((await takeCeremony(context, claim(visit))) === undefined) return stepOver(visit)
    const target = { kind: 'user', id: user.id } as const
    if (proof.by === 'recovery_code') await recordAct(context, { actor: target, act: 'user.recovery_code_used', target, request })
    return await continueSignIn(visit, { user, ...(await openSession(context, request, user)) }, goesOnAt(visit))
  } catch (error) {
    return renderStep(visit, [passingFactorProblem(visit, error)])
  }
}

function claim({ context, request, parameters }: SiteVisit): Parameters<typeof findCeremony>[1] {
  return { name: parameters.get('step'), purpose: 'second_step', browserKey: findBrowserKey(context, request) }
}

async function findWaiting(visit: SiteVisit): Promise<User | undefined> {
  const ceremony = await findCeremony(visit.context, claim(visit))
  const user = ceremony?.userId ? await visit.context.store.users.find(ceremony.userId) : undefined
  return user?.disabledAt === null ? user : undefined
}

function stepOver(visit: SiteVisit): HttpResponse {
  return goTo(visit, `/account/sign-in?continue=${encodeURIComponent(goesOnAt(visit))}`, 'step_over')
}

function goesOnAt({ parameters }: SiteVisit): string {
  return ownPath(parameters.get('continue'))
}

async function renderStep(visit: SiteVisit, problems: readonly SecondFactorProblem[]): Promise<HttpResponse> {
  const { context, frame, parameters } = visit
  const continueAt = goesOnAt(visit)
  const html = context.pages.secondFactors.step({ ...frame, problems, step: parameters.get('step') ?? '', continueAt })
  const formTargets = await findFormTargets(visit, continueAt)
  return showPage(visit, html, { status: statusOfFactor(problems), keepsOpener: true, formTargets })
}
