import type { BrowserContext, Page } from 'playwright-core'
import { forgetVisits } from './forget-visits.ts'

const idle = new WeakMap<BrowserContext, Page>()

/**
 * Makes a browser context as good as new, at a fraction of what a new one costs: its first page stays, empty.
 *
 * What a test has added to the context itself (scripts, a clock, listeners), it takes away itself, or opens a context of its own.
 *
 * @param blank - A page of the app's origin without a script: who stands there writes nothing while it is wiped.
 */
export async function renewContext(context: BrowserContext, blank: string): Promise<void> {
  const [first = await context.newPage(), ...others] = context.pages()
  await Promise.all(others.map((page) => page.close()))
  await Promise.all([context.setOffline(false), context.unrouteAll(), first.unrouteAll()])
  const kept = await first.goto(blank).then(
    () => first,
    () => replacePage(first, blank),
  )
  await Promise.all([forgetVisits(kept, [new URL(blank).origin]), kept.evaluate(() => sessionStorage.clear())])
  idle.set(context, kept)
}

/** For a page that was about to go somewhere by itself, which breaks our navigation off. */
async function replacePage(page: Page, blank: string): Promise<Page> {
  const next = await page.context().newPage()
  await page.close()
  await next.goto(blank)
  return next
}

/** Opens a page: the one that a renewed context has kept, or one more. */
export async function openKeptPage(context: BrowserContext): Promise<Page> {
  const kept = idle.get(context)
  idle.delete(context)
  return kept ?? context.newPage()
}
