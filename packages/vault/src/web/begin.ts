import { jsonResponse, pageResponse, seeOther, wantsPage } from './answer-page.ts'
import { findBinding, formatBindingCookie, type Purpose } from './binding-cookie.ts'
import { checkOwnRequest, getUserId, readReturnTo } from './check-visit.ts'
import { isOwnNavigation } from './is-own-request.ts'
import { readFields } from './read-body.ts'
import type { Visit, WebContext, WebHandler } from './web-context.ts'
import { WebRefusal } from './web-failure.ts'

/** Sends the browser to a platform, to connect whoever is signed in to the app. */
export const beginConnect: WebHandler = (context, visit) => begin(context, visit, 'connect')

/** Sends the browser to a platform, to sign somebody in to the app. */
export const beginSignIn: WebHandler = (context, visit) => begin(context, visit, 'sign_in')

/**
 * Begins by a click on a page of the app only: another site could send its visitors through a platform where it has signed them in to an
 * account of its own, and so connect that (RFC 6749 §10.12). Who comes from elsewhere is asked by a page with a button.
 */
async function begin(context: WebContext, visit: Visit, purpose: Purpose): Promise<Response> {
  const { request, platformId } = visit
  if (request.method === 'POST') checkOwnRequest(context, request)
  const userId = purpose === 'connect' ? getUserId(visit) : null
  const returnTo = readReturnTo(await readFields(request))
  if (request.method === 'GET' && !isOwnNavigation(request)) return askFirst(context, visit, purpose, returnTo)
  const { url, binding } = await context.vault.connect(userId, platformId, {
    redirectUri: context.callbacks.redirectUri(platformId),
    ...(returnTo !== undefined && { returnTo }),
    ...withBinding(findBinding(context, request, purpose)),
  })
  // A script cannot follow a redirect to a page of another origin: it opens the URL itself.
  const response = request.method === 'GET' || wantsPage(request) ? seeOther(url) : jsonResponse(200, { url })
  response.headers.append('set-cookie', formatBindingCookie(context, purpose, binding))
  return response
}

function withBinding(binding: string | undefined): { readonly binding?: string } {
  return binding === undefined ? {} : { binding }
}

function askFirst(
  { vault, basePath }: WebContext,
  { request, platformId }: Visit,
  purpose: Purpose,
  returnTo: string | undefined,
): Response {
  if (!wantsPage(request)) throw new WebRefusal('foreign_request')
  const platform = vault.platforms.find(({ id }) => id === platformId)
  if (platform === undefined) throw new WebRefusal('not_found')
  const isSignIn = purpose === 'sign_in'
  return pageResponse(200, {
    title: isSignIn ? `Sign in with ${platform.name}?` : `Connect ${platform.name}?`,
    sentence: isSignIn ? `${platform.name} will ask you next.` : `${platform.name} will ask you next. You can disconnect at any time.`,
    button: { label: 'Continue', path: `${basePath}/${isSignIn ? 'sign-in' : 'connect'}/${platformId}`, returnTo },
  })
}
