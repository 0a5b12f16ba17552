import type { Pages } from '@stagedoor/server/ports'
import { createDoorPages } from './create-door-pages.ts'
import { createSitePages } from './create-site-pages.ts'
import { createSharedTools, type PagesOptions } from './page-tools.ts'

/**
 * Makes the pages of an authorization server: sign in, consent, devices, errors, form_post, web messages, and the site.
 *
 * A page is complete without scripts and asks for two files of its own server, a stylesheet per look and an icon,
 * so `style-src 'self'; img-src 'self'` is all it needs.
 */
export function createPages(options: PagesOptions = {}): Pages {
  const tools = createSharedTools(options)
  return { ...createDoorPages(tools), ...createSitePages(tools) }
}
