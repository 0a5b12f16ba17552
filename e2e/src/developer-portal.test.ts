import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolationsInEveryLook } from '../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'

let browser: Browser
let stagedoor: RunningStagedoor

beforeAll(async () => {
  stagedoor = await runStagedoor()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stagedoor?.[Symbol.asyncDispose]()
})

/** A window of a demo account in the portal of a platform; what its pages complain about is in `complaints`. */
async function openPortal(
  platform: string,
  options: BrowserContextOptions = {},
): Promise<AsyncDisposable & { readonly page: Page; readonly base: string; readonly complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  const base = `${stagedoor.url}/${platform}`
  await page.goto(`${base}/developers`)
  await page.locator('input[autocomplete^="username"]').fill('jonas')
  await page.locator('input[type="password"]').fill('stage-demo')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${base}/developers`)
  return { page, base, complaints, [Symbol.asyncDispose]: () => context.close() }
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (
      await page
        .locator(selector)
        .first()
        .evaluate((element) => element === document.activeElement)
    )
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${selector}.`)
}

async function pressOn(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press(key)
}

describe('the developer portal in a browser', () => {
  it('is used with the keyboard alone: register, see the secret, invite, delete', async () => {
    await using window = await openPortal('standard')
    const { page, base } = window

    await pressOn(page, 'a[href$="/developers/apps/new"]')
    await tabTo(page, '#name')
    await page.keyboard.type('Keyboard app')
    await tabTo(page, '#redirect_uris')
    await page.keyboard.type('https://keys.example/callback')
    await tabTo(page, '#kind-public')
    await page.keyboard.press('ArrowDown')
    await pressOn(page, 'main form .primary')
    await page.waitForSelector('.secret')
    expect(await page.locator('.secret code').allTextContents()).toEqual([expect.any(String), expect.stringMatching(/^[\w-]{43}$/)])

    await pressOn(page, '.secret a.primary')
    await pressOn(page, '.tabs a[href$="/team"]')
    await tabTo(page, '#invitee')
    await page.keyboard.type('mira')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.notice')
    expect(await page.locator('.notice').textContent()).toContain('Invited')

    await pressOn(page, '.tabs a')
    await pressOn(page, '.danger-link')
    await tabTo(page, '#name')
    await page.keyboard.type('Keyboard app')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${base}/developers?notice=app_deleted`)
  })

  it('works without JavaScript: what is wrong is said beside the field, and a picture becomes a logo', async () => {
    await using window = await openPortal('auphonic', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
    const { page, base } = window

    await page.goto(`${base}/developers/apps/new`)
    await page.fill('#name', 'Without scripts')
    await page.fill('#redirect_uris', 'https://plain.example/#fragment')
    await page.click('main form .primary')
    expect(await page.locator('#redirect_uris-problem').textContent()).toContain('Did you mean https://plain.example/?')
    expect(await page.locator('#redirect_uris').inputValue()).toBe('https://plain.example/#fragment')
    await page.fill('#redirect_uris', 'https://plain.example/')
    await page.check('#listed')
    await page.click('main form .primary')
    await page.click('.secret a.primary')
    await page.click('.tabs a[href$="/logo"]')
    await page.setInputFiles('#logo', { name: 'logo.gif', mimeType: 'text/html', buffer: gif })
    await page.click('form:has(#logo) .primary')

    const logo = page.locator('.logo.large')
    expect(await logo.getAttribute('src')).toMatch(/^\/auphonic\/logos\/[\da-f]{64}\.webp$/)
    await expect.poll(() => logo.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0))).toBe(256)
    await page.goto(`${base}/apps`)
    expect(await page.locator('main').textContent()).toContain('Without scripts')
  })

  it('says while somebody types what is wrong with a redirect URI, and asks nobody for it', async () => {
    await using window = await openPortal('audiotool')
    const { page, base } = window
    await page.goto(`${base}/developers/apps/new`)
    const requests: string[] = []
    page.on('request', (request) => !request.url().includes('/assets/') && requests.push(request.url())) // the tab may still want its icon
    const live = page.locator('#redirect-uris-live')

    await page.fill('#redirect_uris', 'http://localhost:5173/\nhttps://a.example/\nhttps://a.example/')
    await live.locator('p').nth(1).waitFor()
    expect(await live.locator('p').allTextContents()).toEqual([
      'Line 1: Write 127.0.0.1: localhost by name is refused here.',
      'Line 3: This one is in the list already.',
    ])
    await page.fill('#redirect_uris', 'http://127.0.0.1:5173/')
    await live.getByText('All lines are accepted.').waitFor()
    expect(requests).toEqual([])
    expect(await page.locator('.platform-says').textContent()).toContain('Audiotool says:')
  })

  it('[WCAG 2.2] has no violation axe-core knows, light on a desktop and dark on a phone, nothing that runs over, and keeps its own policy', {
    timeout: 60_000,
  }, async () => {
    await using window = await openPortal('standard')
    const { page, base, complaints } = window
    const found: string[] = []
    const look = async (): Promise<void> => void found.push(...(await findViolationsInEveryLook(page)))

    await look()
    await page.goto(`${base}/developers/apps/new`)
    await page.fill('#redirect_uris', `https://a.example/${'long'.repeat(60)}\njavascript:alert(1)\nmyapp://cb`)
    await page.click('main form .primary')
    await look()
    await page.fill('#name', 'An app with a rather long name that goes on and on, to the very end of it')
    await page.fill('#redirect_uris', `https://a.example/${'long'.repeat(60)}`)
    await page.check('#kind-confidential')
    await page.click('main form .primary')
    await look()
    await page.click('.secret a.primary')
    const app = page.url()
    for (const tab of ['', '/secrets', '/logo', '/team', '/delete']) {
      await page.goto(app + tab)
      await look()
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
})

/** The smallest GIF there is. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
