import type { HttpResponse } from '../http/http-message.ts'
import { pageResponse, seeOther } from '../http/security-headers.ts'
import type { SiteVisit } from './site-route.ts'

/**
 * Answers with a page of the site.
 *
 * @param options - `keepsOpener` on pages that a sign-in in a small window may lead over: an app waits for that window.
 */
export function showPage(
  { frame }: Pick<SiteVisit, 'frame'>,
  html: string,
  {
    status = 200,
    imageSources = [],
    keepsOpener = false,
    formTargets = [],
  }: {
    readonly status?: number
    readonly imageSources?: readonly string[]
    readonly keepsOpener?: boolean
    readonly formTargets?: readonly string[]
  } = {},
): HttpResponse {
  return pageResponse(status, html, {
    scriptNonce: frame.scriptNonce,
    display: keepsOpener ? 'popup' : 'page',
    formTargets,
    imageSources,
  })
}

/**
 * Sends the browser on after a form was done, so that a reload does not do it again.
 *
 * @param path - Below the server's base URL; never from a request without {@link ownPath}.
 * @param notice - What the next page says on top; see {@link SiteFrame.notice}.
 */
export function goTo({ context }: Pick<SiteVisit, 'context'>, path: string, notice?: string): HttpResponse {
  const query = notice === undefined ? '' : `${path.includes('?') ? '&' : '?'}notice=${encodeURIComponent(notice)}`
  return seeOther(context.basePath + path + query)
}

/** The path to go on to as a request names it, when it is one of this site as a header can carry it; else the account. */
export function ownPath(asked: string | undefined): string {
  return asked !== undefined && /^\/(account|developers|interaction)(?:[/?][\x21-\x7e]*)?$/.test(asked) && !/\\|\/\/|\.\./.test(asked)
    ? asked
    : '/account'
}
