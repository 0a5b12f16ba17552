import type { HttpResponse } from '../http/http-message.ts'
import type { LinkOverPage } from '../ports/account-pages.ts'
import { showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** Says that a link is over, and where to ask for a new one: used, expired and never issued look the same. */
export function showLinkOver(visit: SiteVisit, about: LinkOverPage['about']): HttpResponse {
  return showPage(visit, visit.context.pages.account.linkOver({ ...visit.frame, about }), { status: 410 })
}
