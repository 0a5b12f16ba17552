import type { Page } from 'playwright-core'

/** Has the browser of a page forget its cookies, and what these origins have kept. What is wiped while one of their pages runs, it could write again. */
export async function forgetVisits(page: Page, origins: readonly string[]): Promise<void> {
  const context = page.context()
  const devTools = await context.newCDPSession(page)
  await Promise.all([
    context.clearCookies(),
    ...origins.map((origin) => devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })),
  ])
  await devTools.detach()
}
