import type { ServerContext } from '../server-context.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { changeTokens } from './change-tokens.ts'
import { showNewToken, submitNewToken } from './new-token.ts'
import { showTokens } from './show-tokens.ts'

/** The pages of a person's own tokens, where the platform has them. */
export function createPersonalTokenRoutes({ platform }: Pick<ServerContext, 'platform'>): readonly SiteRoute[] {
  if (platform.resources.personalToken === null) return []
  return [
    { method: 'GET', path: '/account/tokens', section: 'tokens', access: 'signed_in', answer: (visit) => showTokens(visit) },
    { method: 'POST', path: '/account/tokens', section: 'tokens', access: 'signed_in', answer: changeTokens },
    { method: 'GET', path: '/account/tokens/new', section: 'tokens', access: 'recently_signed_in', answer: showNewToken },
    { method: 'POST', path: '/account/tokens/new', section: 'tokens', access: 'recently_signed_in', answer: submitNewToken },
  ]
}
