import type { SiteRoute } from '../site/site-route.ts'
import { revokeAllApps, revokeApp } from './revoke-apps.ts'
import { showAuthorizedApps } from './show-authorized-apps.ts'

/** The page of apps with access, and its two forms. */
export function createAuthorizedAppsRoutes(): readonly SiteRoute[] {
  const common = { section: 'apps', access: 'signed_in' } as const
  return [
    { ...common, method: 'GET', path: '/account/apps', answer: showAuthorizedApps },
    { ...common, method: 'POST', path: '/account/apps/revoke', answer: revokeApp },
    { ...common, method: 'POST', path: '/account/apps/revoke-all', answer: revokeAllApps },
  ]
}
