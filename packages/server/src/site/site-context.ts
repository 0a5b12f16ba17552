import type { Pages } from '../ports/pages.ts'
import type { ServerContext } from '../server-context.ts'

/** The context of whom the site answers: all pages are there. */
export interface SiteContext extends ServerContext {
  readonly pages: Pages
}
