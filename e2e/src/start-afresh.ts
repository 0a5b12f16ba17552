import type { Page } from 'playwright-core'
import { forgetVisits } from '../../tools/forget-visits.ts'

/**
 * Makes the context of a page as good as new, which costs a fraction of a new one: only this page stays open, empty, no cookie is left, and
 * these origins have kept nothing.
 */
export async function startAfresh(page: Page, origins: readonly string[]): Promise<void> {
  const context = page.context()
  await Promise.all(context.pages().map((other) => (other === page ? undefined : other.close())))
  if (page.url() !== 'about:blank') await page.evaluate(() => sessionStorage.clear())
  await page.goto('about:blank')
  await forgetVisits(page, origins)
}
