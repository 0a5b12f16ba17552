import type { Page } from 'playwright-core'
import { findViolations } from './find-violations.ts'

/** A way to show a page. */
export interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
}

export const lightOnDesktop: Look = { colorScheme: 'light', viewport: { width: 1280, height: 800 } }
export const darkOnPhone: Look = { colorScheme: 'dark', viewport: { width: 320, height: 640 } }

/**
 * Finds what `findViolations` finds on a page in each look, and leaves the page in the first. Nothing is loaded anew: to load a page, and
 * axe-core into it, costs several times what a look does.
 */
export async function findViolationsInEveryLook(
  page: Page,
  looks: readonly [Look, ...Look[]] = [lightOnDesktop, darkOnPhone],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const look of looks) {
    await showAs(page, look)
    const name = `${look.colorScheme}, ${look.viewport.width} px wide`
    found.push(...(await findViolations(page)).map((violation) => `${name}: ${violation}`))
  }
  await showAs(page, looks[0])
  return found
}

async function showAs(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize(viewport)
}
