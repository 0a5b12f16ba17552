import { createAccountRoutes } from '../accounts/account-routes.ts'
import { createAuthorizedAppsRoutes } from '../authorized-apps/authorized-apps-routes.ts'
import { createDeveloperRoutes } from '../developer-portal/developer-routes.ts'
import { createPasskeyRoutes } from '../passkeys/passkey-routes.ts'
import { createPersonalTokenRoutes } from '../personal-tokens/personal-token-routes.ts'
import { createSecondFactorRoutes } from '../second-factors/second-factor-routes.ts'
import type { ServerContext } from '../server-context.ts'
import { createSignInLogRoutes } from '../sign-in-log/sign-in-log-routes.ts'
import { createTryItRoutes } from '../try-it/try-it-routes.ts'
import { createUpstreamAccountRoutes } from '../upstream-accounts/upstream-account-routes.ts'
import type { SiteRoute } from './site-route.ts'

/** Lays out the site: every page and form outside a sign-in, by area. */
export function createSiteRoutes(context: ServerContext): readonly SiteRoute[] {
  return [
    ...(context.site?.accounts === undefined ? createAccountRoutes(context) : createUpstreamAccountRoutes(context, context.site.accounts)),
    ...createSecondFactorRoutes(context),
    ...createPasskeyRoutes(context),
    ...createAuthorizedAppsRoutes(),
    ...createPersonalTokenRoutes(context),
    ...createDeveloperRoutes(context),
    ...createSignInLogRoutes(),
    ...createTryItRoutes(context),
  ]
}
