import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { findSidewaysScrolling } from './find-sideways-scrolling.ts'

/**
 * Finds what hinders people on a page as it is shown now: what the rules of axe-core hold against it, each with the first element that
 * breaks it, and sideways scrolling.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  )
  const broken = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
  return [...broken, ...(await findSidewaysScrolling(page))].map((what) => `${page.url()}: ${what}`)
}
