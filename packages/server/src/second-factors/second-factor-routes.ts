import type { ServerContext } from '../server-context.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { showSecondStep, submitSecondStep } from './second-step.ts'
import { showTwoStep, submitTwoStep } from './two-step.ts'

/** The pages of the second step after a password. */
export function createSecondFactorRoutes({ site }: Pick<ServerContext, 'site'>): readonly SiteRoute[] {
  if (site?.accounts !== undefined) return []
  const step = { path: '/account/sign-in/code', section: null, access: 'anyone' } as const
  const settings = { path: '/account/two-step', section: 'security', access: 'recently_signed_in' } as const
  return [
    { method: 'GET', ...step, answer: showSecondStep },
    { method: 'POST', ...step, answer: submitSecondStep },
    { method: 'GET', ...settings, answer: showTwoStep },
    { method: 'POST', ...settings, answer: submitTwoStep },
  ]
}
