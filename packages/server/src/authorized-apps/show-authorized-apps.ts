import type { SignedInBrowser } from '../browser-session.ts'
import { logoPath } from '../developer-portal/logo-endpoint.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { AuthorizedApp } from '../ports/authorized-app-store.ts'
import type { AuthorizedAppsPage } from '../ports/authorized-apps-pages.ts'
import { expandScope } from '../scope-inclusion.ts'
import { scopeWords } from '../scope-words.ts'
import { showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** `GET /account/apps`: what has access, since when, last used, and what it may do in the words of the consent screen. */
export async function showAuthorizedApps(visit: SiteVisit & { readonly browser: SignedInBrowser }): Promise<HttpResponse> {
  const { context, browser, frame } = visit
  const apps = await context.store.authorizedApps.list(browser.user.id, context.now())
  return showPage(visit, context.pages.authorizedApps.list({ ...frame, apps: apps.map((app) => showApp(visit, app)) }))
}

function showApp(
  { context: { platform }, frame }: SiteVisit,
  { client, scope, since, lastUsedAt }: AuthorizedApp,
): AuthorizedAppsPage['apps'][number] {
  const { id, name, homepage, verified, logo } = client
  const given = expandScope(platform.scopes, scope)
  const words = platform.scopes.filter(({ token }) => given.has(token))
  const unscoped = scope.length === 0 && platform.unscopedAccess !== null ? [{ token: '', ...platform.unscopedAccess }] : []
  const scopes = [...unscoped, ...words].map((scope) => ({ token: scope.token, kind: scope.kind, ...scopeWords(scope, frame.language) }))
  return { id, name, homepage, verified, logo: logo === undefined ? null : logoPath(logo), since, lastUsedAt, scopes }
}
