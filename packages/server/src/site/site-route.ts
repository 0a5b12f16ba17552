import type { Parameters } from '@stagedoor/protocol'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import type { PathParameters } from '../http/path-pattern.ts'
import type { SiteFrame, SiteSection } from '../ports/site-frame.ts'
import type { SiteContext } from './site-context.ts'

/** One page or form of the site. What it throws becomes an error page. */
export type SiteRoute = OpenSiteRoute | AccountSiteRoute

interface SiteRouteBase {
  readonly method: 'GET' | 'POST'
  /** Below the server's base URL; `:name` takes one segment. */
  readonly path: string
  readonly section: SiteSection | null
  /** Most bytes of a posted body; default 64 KiB. Where it is set the form may be `multipart/form-data`, and files are in {@link SiteVisit.files}. */
  readonly uploadLimit?: number
}

/** For whoever comes. */
export interface OpenSiteRoute extends SiteRouteBase {
  readonly access: 'anyone'
  answer(visit: SiteVisit): Promise<HttpResponse> | HttpResponse
}

/**
 * For who is signed in; others sign in first, and come back. `recently_signed_in` is for what a borrowed browser must not do:
 * whoever proved who they are more than fifteen minutes ago does it again.
 */
export interface AccountSiteRoute extends SiteRouteBase {
  readonly access: 'signed_in' | 'recently_signed_in'
  answer(visit: SiteVisit & { readonly browser: SignedInBrowser }): Promise<HttpResponse> | HttpResponse
  /** Answers a form larger than `uploadLimit` in words, instead of an error page. Nothing of it was read, so it proves nothing: change nothing. */
  answerTooLarge?(visit: SiteVisit & { readonly browser: SignedInBrowser }): Promise<HttpResponse> | HttpResponse
}

/** One request for a page of the site. A POST has been proven to come from a form of ours, shown to this very browser and account. */
export interface SiteVisit {
  readonly context: SiteContext
  readonly request: HttpRequest
  /** The query of a GET, the form of a POST. */
  readonly parameters: Parameters
  /** The browser cookie, also when this very answer sets it. */
  readonly browserSecret: string
  readonly files: ReadonlyMap<string, File>
  /** What the `:name`s of the path took. */
  readonly path: PathParameters
  readonly frame: SiteFrame
  readonly browser: SignedInBrowser | undefined
}
