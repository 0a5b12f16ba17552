import { withErrorPages } from '../error-page.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
import { createAssetEndpoints } from './assets/asset-endpoints.ts'
import { createAuthorizationEndpoint } from './authorization/authorization-endpoint.ts'
import { createConsentPage } from './interaction/show-consent.ts'
import { createSignInPage } from './interaction/show-sign-in.ts'
import { createConsentSubmission } from './interaction/submit-consent.ts'
import { createSignInSubmission } from './interaction/submit-sign-in.ts'

/**
 * Creates everything a person's browser visits: the authorization endpoint, the pages it leads to, and their files.
 *
 * @returns Endpoints by `METHOD path`, where the path is below the mount point of the server.
 */
export function createAuthorizationEndpoints(context: ServerContext): ReadonlyMap<string, Endpoint> {
  const path = new URL(context.platform.endpoints.authorization).pathname.slice(context.basePath.length)
  const authorize = withErrorPages(context, createAuthorizationEndpoint(context))
  return new Map([
    [`GET ${path}`, authorize],
    [`POST ${path}`, authorize],
    ['GET /interaction/sign-in', withErrorPages(context, createSignInPage(context))],
    ['POST /interaction/sign-in', withErrorPages(context, createSignInSubmission(context))],
    ['GET /interaction/consent', withErrorPages(context, createConsentPage(context))],
    ['POST /interaction/consent', withErrorPages(context, createConsentSubmission(context))],
    ...createAssetEndpoints(context),
  ])
}
