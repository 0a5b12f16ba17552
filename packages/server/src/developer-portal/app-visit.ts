import type { SignedInBrowser } from '../browser-session.ts'
import { PageProblem } from '../page-problem.ts'
import type { App, AppRole, OwnApp } from '../ports/app-store.ts'
import type { AppFrame, AppTab, PortalWords, ShownApp } from '../ports/developer-pages.ts'
import type { ServerContext } from '../server-context.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { logoPath } from './logo-endpoint.ts'

/** A visit of somebody who is signed in. */
export type AccountVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** A visit to the pages of one app, by somebody of its team. */
export interface AppVisit extends OwnApp {
  readonly frame: AppFrame
}

/**
 * Finds the app that the path names (`:clientId`), for its team.
 *
 * An app of others looks like one that is not there: nobody learns which client ids exist.
 *
 * @throws PageProblem `page_unknown`.
 */
export async function appOfVisit(visit: AccountVisit): Promise<AppVisit> {
  const { context, browser, path, frame } = visit
  const own = await context.store.apps.findOwn(path.clientId ?? '', browser.user.id)
  if (own === undefined) throw new PageProblem('page_unknown', { reason: 'app_not_own' })
  return { ...own, frame: { ...frame, app: showApp(own.app), role: own.role, tabs: tabsOf(own.app), portal: portalWords(context) } }
}

/** The same, for what only an owner may do. A developer knows of the app, so is told why. @throws PageProblem `page_unknown`, `owner_only`. */
export async function ownedAppOfVisit(visit: AccountVisit): Promise<AppVisit> {
  const found = await appOfVisit(visit)
  if (!isOwner(found.role)) throw new PageProblem('owner_only', { reason: 'app_owner_only', clientId: found.app.client.id })
  return found
}

function isOwner(role: AppRole): boolean {
  return role === 'owner'
}

function tabsOf({ client }: App): readonly AppTab[] {
  return client.authenticationMethod === 'none'
    ? ['settings', 'logo', 'team', 'log', 'try']
    : ['settings', 'secrets', 'logo', 'team', 'log', 'try']
}

/** Shows an app on top of its pages, and in lists. */
export function showApp({ client, listed }: App): ShownApp {
  const { id, name, logo, verified, disabledAt } = client
  return { clientId: id, name, logo: logo === undefined ? null : logoPath(logo), verified, disabledAt, listed }
}

/** How this platform's portal calls things; the RFC's words where it says nothing. */
export function portalWords({ platform }: Pick<ServerContext, 'platform'>): PortalWords {
  const { portal } = platform
  return {
    clientIdName: portal?.clientIdName ?? 'Client ID',
    clientSecretName: portal?.clientSecretName ?? 'Client secret',
    redirectUriHint: portal?.redirectUriHint ?? null,
    listing: portal?.listing ?? null,
  }
}
