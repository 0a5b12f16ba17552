import type { LatePages } from '@stagedoor/server/ports'
import { createDoorPages } from './create-door-pages.ts'
import { createSharedTools, type PagesOptions } from './page-tools.ts'

/** The same pages as `createPages()` makes, but those of the site are loaded when somebody comes for the first of them. */
export function createLatePages(options: PagesOptions = {}): LatePages {
  const tools = createSharedTools(options)
  return {
    ...createDoorPages(tools),
    async loadSite() {
      const { createSitePages } = await import('./create-site-pages.ts')
      return createSitePages(tools)
    },
  }
}
