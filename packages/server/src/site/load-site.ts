import { createLogoEndpoint, logosPath } from '../developer-portal/logo-endpoint.ts'
import type { AddedEndpoint } from '../http/route-table.ts'
import { createSecretReportsEndpoint, secretReportsPath } from '../secret-scanning/reports-endpoint.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
import type { SiteContext } from './site-context.ts'
import { createSiteEndpoint } from './site-endpoint.ts'
import { createSiteRoutes } from './site-routes.ts'

/** Makes what is served beside sign-in: the site, and what belongs to it. */
export async function loadSite(context: ServerContext): Promise<readonly (readonly [path: string, added: AddedEndpoint])[]> {
  const { pages } = context
  const site: SiteContext = { ...context, pages: 'loadSite' in pages ? { ...pages, ...(await pages.loadSite()) } : pages }
  const serve = (method: string, path: string, endpoint: Endpoint) => [path, { method, endpoint, cors: false, answersHead: true }] as const
  return [
    serve('POST', secretReportsPath, createSecretReportsEndpoint(site)),
    serve('GET', logosPath, createLogoEndpoint(site)),
    ...createSiteRoutes(site).map((route) => serve(route.method, route.path, createSiteEndpoint(site, route))),
  ]
}
