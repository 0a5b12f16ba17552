import { createAuthorizedAppsRoutes } from '../authorized-apps/authorized-apps-routes.ts'
import type { ServerContext } from '../server-context.ts'
import type { SiteRoute } from './site-route.ts'

/** Lays out the site: every page and form outside a sign-in, by area. */
export function createSiteRoutes(_context: ServerContext): readonly SiteRoute[] {
  return [...createAuthorizedAppsRoutes()]
}
