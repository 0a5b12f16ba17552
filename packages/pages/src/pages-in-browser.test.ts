import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { darkOnPhone, findViolationsInEveryLook, lightOnDesktop } from '../../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { renderSamples } from '../samples/sample-pages.ts'
import { type SampleServer, serveSamples } from '../samples/serve-samples.ts'
import { createPages } from './index.ts'

const names = [...renderSamples(createPages()).keys()]
const POPUP = { width: 375, height: 785 }
const lightInPopup = { colorScheme: 'light', viewport: POPUP } as const

let browser: Browser
let server: SampleServer

beforeAll(async () => {
  server = await serveSamples(createPages())
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Opens a window, and closes it when the test is over. */
async function openWindow(options: BrowserContextOptions = {}): Promise<AsyncDisposable & { readonly page: Page }> {
  const context: BrowserContext = await browser.newContext({ reducedMotion: 'reduce', ...options })
  return { page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() }
}

/** The submission that came last: where to, and the fields. */
function lastSubmission(): { readonly path: string; readonly fields: Readonly<Record<string, string>> } {
  const submission = server.submissions.at(-1)
  if (submission === undefined) throw new Error('No form was submitted')
  return { path: submission.path, fields: Object.fromEntries(new URLSearchParams(submission.body)) }
}

/** How wide a page may get too wide: in a narrow window, zoomed, and with large letters. */
const narrows = [
  { viewport: { width: 320, height: 568 }, letters: '100%' },
  { viewport: { width: 640, height: 400 }, letters: '100%' },
  { viewport: { width: 375, height: 785 }, letters: '200%' },
]

/** Where a page scrolls sideways. */
async function findOverflows(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const { viewport, letters } of narrows) {
    await page.setViewportSize(viewport)
    const overflow = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size
      return document.documentElement.scrollWidth - document.documentElement.clientWidth
    }, letters)
    if (overflow > 0) found.push(`${page.url()} at ${viewport.width} px, letters ${letters}: ${overflow} px`)
  }
  return found
}

describe('every page in a browser', () => {
  const violations: string[] = []
  const overflows: string[] = []
  const complaints: string[] = []
  const failed: string[] = []

  // One walk for all of them: to load a page is most of what it costs to look at it.
  beforeAll(async () => {
    await using window = await openWindow()
    const { page } = window
    page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`))
    page.on('response', (response) => response.status() !== 200 && failed.push(response.url()))
    for (const name of [...names, 'web-message']) {
      await page.goto(`${server.url}/${name}`)
      violations.push(...(await findViolationsInEveryLook(page, [lightOnDesktop, darkOnPhone, lightInPopup])))
      overflows.push(...(await findOverflows(page)))
    }
    await page.goto(`${server.url}/form-post`)
  }, 120_000)

  it('[WCAG 2.2] has no violation axe-core knows, light on a desktop, dark on a phone, light in a popup', () => {
    expect(violations).toEqual([])
  })

  it('[CSP3] breaks none of the strictest policy', async () => {
    await using window = await openWindow()
    await window.page.goto(`${server.url}/consent`)

    expect(await window.page.locator('button[value=allow]').evaluate(backgroundColour)).toBe('rgb(126, 27, 204)')
    // The broken picture of the hostile samples is a data: URL; nothing else may be missing.
    expect(complaints.filter((text) => !text.includes('ERR_INVALID_URL'))).toEqual([])
    expect(failed).toEqual([])
  })

  it('[WCAG 2.2 §1.4.10] needs no sideways scrolling: 320 px wide, zoomed to 200 %, with letters twice as large', () => {
    expect(overflows).toEqual([])
  })
})

describe('sign in', () => {
  it('works without scripts and without a mouse, in reading order', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    await window.page.goto(`${server.url}/sign-in`)

    await window.page.waitForSelector('#username:focus')
    await window.page.keyboard.type('ada')
    await window.page.keyboard.press('Tab')
    await window.page.keyboard.type('p&=+ü')
    await window.page.keyboard.press('Tab')
    await Promise.all([window.page.waitForURL('**/interaction/sign-in'), window.page.keyboard.press('Enter')])

    const fields = { transaction: 'transaction-1', csrf: 'csrf-1', username: 'ada', password: 'p&=+ü' }
    expect(lastSubmission()).toEqual({ path: '/audius/interaction/sign-in', fields })
  })

  it('takes one press with a demo account', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    await window.page.goto(`${server.url}/sign-in`)

    await Promise.all([window.page.waitForURL('**/interaction/sign-in'), window.page.getByRole('button', { name: 'Kofi Beats' }).click()])

    expect(lastSubmission().fields).toMatchObject({ username: 'kofi', password: 'kofi-demo', transaction: 'transaction-1' })
  })

  it('says what is wrong at the field, and puts the cursor there', async () => {
    await using window = await openWindow()
    await window.page.goto(`${server.url}/sign-in-wrong`)

    await window.page.waitForSelector('#password:focus')
    const password = window.page.getByLabel('Password')
    expect(await password.getAttribute('aria-invalid')).toBe('true')
    expect(await window.page.locator(`#${await password.getAttribute('aria-describedby')}`).getAttribute('role')).toBe('alert')
    expect(await window.page.getByLabel('Username').inputValue()).toBe('ada')
    expect(await window.page.title()).toMatch(/^Problem: /)
  })
})

describe('consent', () => {
  it('is reached by keyboard in reading order, and the answer is what was pressed', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    for (const [tabs, decision] of [
      [2, 'switch_account'],
      [3, 'deny'],
      [4, 'allow'],
    ] as const) {
      await window.page.goto(`${server.url}/consent`)
      for (let press = 0; press < tabs; press += 1) await window.page.keyboard.press('Tab')
      await Promise.all([window.page.waitForURL('**/interaction/consent'), window.page.keyboard.press('Enter')])

      expect(lastSubmission()).toEqual({
        path: '/audius/interaction/consent',
        fields: { transaction: 'transaction-1', csrf: 'csrf-1', decision },
      })
    }
  })

  it('offers Deny and Allow at the same size, both in sight however many scopes', async () => {
    await using window = await openWindow({ viewport: POPUP })
    await window.page.goto(`${server.url}/consent-many`)

    const deny = await window.page.getByRole('button', { name: 'Deny' }).boundingBox()
    const allow = await window.page.getByRole('button', { name: 'Allow' }).boundingBox()
    expect(deny).toMatchObject({ width: allow?.width, height: allow?.height, y: allow?.y })
    expect((allow?.y ?? Number.POSITIVE_INFINITY) + (allow?.height ?? 0)).toBeLessThan(POPUP.height)
  })

  it('keeps the whole of a long name for those who listen, and two lines of it for those who look', async () => {
    await using window = await openWindow({ viewport: POPUP })
    await window.page.goto(`${server.url}/consent-long`)

    const heading = window.page.getByRole('heading', { level: 1 })
    expect(await heading.textContent()).toMatch(/^(Supercalifragilistic){15}\s/)
    expect((await heading.boundingBox())?.height).toBeLessThan(150)
  })
})

describe('form_post', () => {
  it('[OAuth 2.0 Form Post §2] submits itself', async () => {
    await using window = await openWindow()
    await window.page.goto(`${server.url}/form-post`)
    await window.page.waitForURL('**/callback')

    expect(lastSubmission()).toEqual({ path: '/callback', fields: { code: 'code-1', state: 'state-1' } })
  })

  it('has a button for a browser without scripts', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    await window.page.goto(`${server.url}/form-post`)

    await Promise.all([window.page.waitForURL('**/callback'), window.page.getByRole('button').click()])
    expect(lastSubmission().fields).toEqual({ code: 'code-1', state: 'state-1' })
  })
})

function backgroundColour(element: Element): string {
  return getComputedStyle(element).backgroundColor
}
