import type { Browser, Frame } from 'playwright-core'
import { launchBrowser } from '../../tools/launch-browser.ts'

/**
 * Starts a browser as a person's is: it blocks windows that nobody asked for, and keeps storage apart under other sites.
 *
 * Of two `--disable-features` the last one counts: Playwright's would switch storage partitioning off.
 */
export function launchPersonsBrowser(): Promise<Browser> {
  return launchBrowser({
    withoutDefaultArgs: ['--disable-popup-blocking'],
    args: ['--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints'],
  })
}

/**
 * Gives or takes the focus, as a window manager does; a headless browser has none.
 *
 * What is dispatched, and in which order, is what a headful Chromium under a window manager was seen to do.
 */
export async function moveFocus(frame: Frame, to: 'to the popup' | 'back' | 'back by a click'): Promise<void> {
  await frame.evaluate(`dispatchEvent(new Event('${to === 'to the popup' ? 'blur' : 'focus'}'))`)
  if (to === 'back by a click') await frame.click('h1')
}
