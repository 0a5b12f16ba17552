import type { Page } from 'playwright-core'

/** Finds the first element that stands out of the window, when the page scrolls sideways (WCAG 2.2 §1.4.10). */
export async function findSidewaysScrolling(page: Page): Promise<readonly string[]> {
  const outside = await page.evaluate<string | null>(findOutside)
  return outside === null ? [] : [`scrolls sideways: ${outside}`]
}

const findOutside = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return null
  const outside = [...document.querySelectorAll('body *')].find((element) => element.getBoundingClientRect().right > clientWidth + 1)
  return scrollWidth + ' px, ' + (outside ? outside.outerHTML.slice(0, 200) : '')
})()`
