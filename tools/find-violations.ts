import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { findSidewaysScrolling } from './find-sideways-scrolling.ts'

const require = createRequire(import.meta.url)

/** Half as long as what `axe.source` holds: sending and reading it is most of what a look at a page costs. */
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Finds what hinders people on a page as it is shown now: what the rules of axe-core hold against it, each with the first element that
 * breaks it, and sideways scrolling. A page that is shown in another way, but not loaded anew, is the cheaper to look at.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe)
  const broken = await page.evaluate<readonly string[]>(`axe
    .run(document, { resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0]?.html))`)
  return [...broken, ...(await findSidewaysScrolling(page))].map((what) => `${page.url()}: ${what}`)
}
