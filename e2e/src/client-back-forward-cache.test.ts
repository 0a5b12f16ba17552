import { standard } from '@stagedoor/platforms'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type SignInApp, startSignInApp } from './sign-in-app.ts'

declare global {
  /** Set on a page; gone when the page was loaded anew. */
  var wasKept: true | undefined
  var pendingLogin: ReturnType<typeof app.report>
}

/** Playwright turns this cache off, which a person's browser has; and waits for a load event that does not come. */
describe('a page that comes out of the back/forward cache', () => {
  let browser: Browser
  let world: SignInApp
  let profile: BrowserContext
  beforeAll(async () => {
    browser = await launchBrowser({ withoutDefaultArgs: ['--disable-back-forward-cache'] })
    world = await startSignInApp(standard)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(() => profile?.close())

  const goBackTo = async (page: Page, url: string) => {
    await page.evaluate(() => history.back())
    await expect.poll(() => page.url(), { timeout: 5000 }).toBe(url)
    expect(await page.evaluate(() => globalThis.wasKept)).toBe(true)
  }

  it('[row: logout/every tab] hears of a logout as soon as it is shown', async () => {
    profile = await world.openProfile(browser)
    const page = await world.signIn(profile)
    const other = await world.openPage(profile)
    await page.evaluate(() => {
      globalThis.wasKept = true
      location.href = '/elsewhere'
    })
    await page.waitForURL('**/elsewhere')
    await other.evaluate(() => app.client.logout())
    await goBackTo(page, `${world.origin}/callback`)

    await page.waitForFunction(() => app.client.session.status === 'unauthenticated')
    expect(await page.evaluate(() => app.events)).toContain('ended: logged_out')
  })

  it('[row: redirect/back button] back from the sign-in page: cancelled; forward and Allow: signed in', async () => {
    profile = await world.openProfile(browser, 'undecided')
    const page = await world.openPage(profile)
    await page.evaluate(() => {
      globalThis.wasKept = true
      globalThis.pendingLogin = app.report(app.client.login({ display: 'page' }))
    })
    await page.getByRole('button', { name: /^allow/i }).waitFor()
    await goBackTo(page, `${world.origin}/`)
    expect(await page.evaluate(() => pendingLogin)).toMatchObject({ code: 'cancelled', action: 'none' })

    await page.evaluate(() => history.forward())
    await page.getByRole('button', { name: /^allow/i }).click()
    await page.waitForURL(`${world.origin}/callback`)
    expect(await page.evaluate(() => app.callback)).toMatchObject({ value: { outcome: 'signed_in' } })
  })
})
