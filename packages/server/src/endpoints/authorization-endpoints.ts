import { withErrorPages } from '../error-page.ts'
import { createPasskeySubmission } from '../passkeys/sign-in-with-passkey.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'
import { createAssetEndpoints } from './assets/asset-endpoints.ts'
import { createAuthorizationEndpoint } from './authorization/authorization-endpoint.ts'
import { createConsentPage } from './interaction/show-consent.ts'
import { createSignInPage } from './interaction/show-sign-in.ts'
import { createConsentSubmission } from './interaction/submit-consent.ts'
import { createSignInSubmission } from './interaction/submit-sign-in.ts'
import { createPopupCallback, createPopupEndpoint } from './popup/popup-endpoint.ts'

/**
 * Creates everything a person's browser visits: the authorization endpoint, the pages it leads to, and their files.
 *
 * @returns Endpoints by `METHOD path`, where the path is below the mount point of the server.
 */
export function createAuthorizationEndpoints(context: ServerContext): ReadonlyMap<string, Endpoint> {
  const { authorization, popupStart, popupCallback } = context.platform.endpoints
  const pathOf = (url: string): string => new URL(url).pathname.slice(context.basePath.length)
  const path = pathOf(authorization)
  const authorize = withErrorPages(context, createAuthorizationEndpoint(context))
  return new Map<string, Endpoint>([
    [`GET ${path}`, authorize],
    [`POST ${path}`, authorize],
    ...(popupStart === undefined ? [] : [[`GET ${pathOf(popupStart)}`, withErrorPages(context, createPopupEndpoint(context))] as const]),
    ...(popupCallback === undefined ? [] : [[`GET ${pathOf(popupCallback)}`, withErrorPages(context, createPopupCallback())] as const]),
    ['GET /interaction/sign-in', withErrorPages(context, createSignInPage(context))],
    ...(context.site?.accounts === undefined
      ? ([
          ['POST /interaction/sign-in', withErrorPages(context, createSignInSubmission(context))],
          ['POST /interaction/passkey', withErrorPages(context, createPasskeySubmission(context))],
        ] as const)
      : []),
    ['GET /interaction/consent', withErrorPages(context, createConsentPage(context))],
    ['POST /interaction/consent', withErrorPages(context, createConsentSubmission(context))],
    ...createAssetEndpoints(context),
  ])
}
