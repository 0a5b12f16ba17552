import type { SecondFactorProblem } from '../ports/second-factor-pages.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** Says how long to wait with the next code. */
export function waitForFactor({ context }: Pick<SiteVisit, 'context'>, until: number): SecondFactorProblem {
  return { field: '', code: 'must_wait', waitSeconds: Math.max(1, until - context.now()) }
}

/** Status of a form that is shown again. */
export function statusOfFactor(problems: readonly SecondFactorProblem[]): number {
  const [first] = problems
  if (first === undefined) return 200
  if (first.code === 'must_wait') return 429
  if (first.code === 'busy') return 503
  return first.code === 'code_wrong' ? 401 : 422
}

/** Turns what may be over in a moment into words on the form. @throws what it was given, when it is a bug. */
export function passingFactorProblem({ context }: Pick<SiteVisit, 'context'>, error: unknown): SecondFactorProblem {
  if (!(error instanceof StoreUnavailableError)) throw error
  context.log({ reason: error.code, at: context.clock(), cause: error })
  return { field: '', code: 'busy' }
}
