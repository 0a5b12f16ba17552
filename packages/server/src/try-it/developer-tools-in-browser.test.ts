import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findViolationsInEveryLook } from '../../../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../../../tools/launch-browser.ts'
import { startSite, type TestSite } from '../../test/start-site.ts'
import { password } from '../../test/test-browser.ts'

const app = '/developers/apps/a1b2c3'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

async function openSite(options: BrowserContextOptions): Promise<{ readonly site: TestSite; readonly page: Page }> {
  const site = await startSite()
  await site.store.apps.addMember(site.client.id, { userId: site.user.id, role: 'owner', addedAt: site.context.now() })
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  onTestFinished(() => context.close())
  return { site, page: await context.newPage() }
}

/** Moves on with the Tab key until what has the focus is called so, presses it, and waits for the page it leads to. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  // Found by its name once: to do that after each press is dear.
  const target = await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().elementHandle()
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab')
    if (await target?.evaluate((element) => element.matches(':focus'))) return follow(page)
  }
  throw new Error(`The keyboard does not reach ${name}.`)
}

async function follow(page: Page): Promise<void> {
  // The page before may have what is pressed next, too: nothing is looked for until it is gone.
  const loaded = page.waitForEvent('domcontentloaded')
  await page.keyboard.press('Enter')
  await loaded
}

async function signIn(page: Page): Promise<void> {
  await page.locator('#username, [name=username]').first().fill('ada')
  await page.locator('[name=password]').first().fill(password)
  await follow(page)
}

describe('the tools of developers, in a browser', () => {
  it('run a whole flow and show it in the log, by keyboard, without JavaScript', async () => {
    const { site, page } = await openSite({ javaScriptEnabled: false })
    await page.goto(`${site.origin}${app}/try`)
    await signIn(page)

    await press(page, 'Build the request')
    await press(page, 'Open it: sign in and allow')
    await press(page, 'Allow')
    await press(page, 'Send the code')
    await press(page, 'Get the profile')
    await press(page, 'Refresh the tokens')
    await press(page, 'End the tokens')
    await press(page, 'Sign-in log')
    await press(page, 'Last seen: Refresh')

    expect(await page.locator('ol.rows strong').allTextContents()).toEqual([
      'Authorization request',
      'Consent',
      'Code issued',
      'Token request',
      'Refresh',
    ])
  })

  it('[WCAG 2.2] have no violation axe-core knows, and need no sideways scrolling, light on a desktop and dark on a phone', {
    timeout: 60_000,
  }, async () => {
    const { site, page } = await openSite({})
    const found: string[] = []
    const look = async (): Promise<void> => void found.push(...(await findViolationsInEveryLook(page)))
    await site.openBrowser().authorize({ redirect_uri: 'https://app.example/Callback' })
    await page.goto(`${site.origin}${app}/try`)
    await signIn(page)
    await page.getByRole('button', { name: 'Build the request' }).waitFor()
    await look()
    await page.getByRole('button', { name: 'Build the request' }).click()
    await page.getByRole('link', { name: 'Open it' }).waitFor()
    for (const details of await page.locator('details').all()) await details.locator('summary').click()
    await look()
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByRole('button', { name: 'Get the profile' }).waitFor()
    await look()
    await page.goto(`${site.origin}${app}/try/callback?error=access_denied&state=x`)
    await look()
    await page.goto(`${site.origin}${app}/log?id=nothing`)
    await look()
    await page.goto(`${site.origin}${app}/log?show=failed`)
    await page.getByRole('link', { name: 'The redirect URI is not registered' }).click()
    await page.getByText('It stopped here').waitFor()
    await look()

    expect(found).toEqual([])
  })
})
