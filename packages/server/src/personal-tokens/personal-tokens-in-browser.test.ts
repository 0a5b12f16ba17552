import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findViolationsInEveryLook } from '../../../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../../../tools/launch-browser.ts'
import { startSite, type TestSite } from '../../test/start-site.ts'
import { password } from '../../test/test-browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

/** Opens the list of tokens as ada, who has just signed in. */
async function openTokens(options: BrowserContextOptions): Promise<{ readonly site: TestSite; readonly page: Page }> {
  const site = await startSite()
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${site.origin}/account/tokens`)
  await page.locator('[name=username]').fill('ada')
  await page.locator('[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Make a new one' }).waitFor()
  return { site, page }
}

/** Moves on with the Tab key until this has the focus. */
async function focus(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector).first()
  await target.waitFor()
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element.matches(':focus'))) return
  }
  throw new Error(`The keyboard does not reach ${selector}.`)
}

async function makeToken(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Make a new one' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('See your tracks').check()
  await page.getByRole('button', { name: 'Make it' }).click()
  await page.getByRole('link', { name: 'I have copied it' }).waitFor()
}

describe('the tokens of a person, in a browser', () => {
  it('are made, renamed and ended by keyboard, without JavaScript', async () => {
    const { page } = await openTokens({ javaScriptEnabled: false })

    await focus(page, 'a[href="/account/tokens/new"]')
    await page.keyboard.press('Enter')
    await focus(page, '#name')
    await page.keyboard.type('Backup')
    await focus(page, '[name="scope_tracks:read"]')
    await page.keyboard.press('Space')
    await focus(page, '[name=expires]:checked')
    await page.keyboard.press('ArrowUp')
    await focus(page, 'form.fields button')
    await page.keyboard.press('Enter')
    expect(await page.locator('.copyable code').textContent()).toMatch(/^sd_pat_[\w-]{57}$/)
    await focus(page, 'main a.primary')
    await page.keyboard.press('Enter')
    await focus(page, 'summary')
    await page.keyboard.press('Enter')
    await focus(page, '#name-0')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Nightly')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Nightly' }).waitFor()
    expect(await page.getByText('expires in 30 days').count()).toBe(1)
    await focus(page, 'button[aria-label="End it: Nightly"]')
    await page.keyboard.press('Enter')

    await page.getByText('It is over.').waitFor()
    expect(await page.getByRole('heading', { name: 'Over' }).count()).toBe(1)
  })

  it('[WCAG 2.2] have no violation axe-core knows, and need no sideways scrolling, light on a desktop and dark on a phone', {
    timeout: 60_000,
  }, async () => {
    const { site, page } = await openTokens({})
    const found: string[] = []
    const look = async (): Promise<void> => void found.push(...(await findViolationsInEveryLook(page)))
    await look()
    await page.goto(`${site.origin}/account/tokens/new`)
    await look()
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('Give it a name.').first().waitFor()
    await look()
    await page.goto(`${site.origin}/account/tokens`)
    for (const name of ['Backup on my server', 'n'.repeat(80), 'Release script']) {
      await makeToken(page, name)
      if (name === 'Release script') await look()
      await page.getByRole('link', { name: 'I have copied it' }).click()
    }
    const [newest = expect.fail()] = await site.store.personalTokens.list(site.user.id, site.context.now())
    await site.store.personalTokens.revoke(site.user.id, newest.id, site.context.now())
    await page.reload()
    await page.locator('summary').first().click()
    await look()

    expect(found).toEqual([])
  })
})
