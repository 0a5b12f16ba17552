import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findSidewaysScrolling } from '../../../../tools/find-sideways-scrolling.ts'
import { findViolations } from '../../../../tools/find-violations.ts'
import { launchBrowser } from '../../../../tools/launch-browser.ts'
import { type FurnishedSite, startFurnishedSite } from '../../test/furnished-site.ts'
import { listSitePages, type RefusedForm, type SitePage } from '../../test/site-pages.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

/** A window for each of those who open pages, and what the pages do that they should not. */
interface Windows {
  readonly ada: Page
  readonly bob: Page
  readonly nobody: Page
  readonly complaints: string[]
}

async function openWindows(site: FurnishedSite, options: BrowserContextOptions): Promise<Windows> {
  const complaints: string[] = []
  const open = async (who: SitePage['who']): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options })
    onTestFinished(() => context.close())
    await context.addCookies([...site[who].cookies].map(([name, value]) => ({ name, value, url: site.origin })))
    await watch(context, site, complaints)
    const page = await context.newPage()
    page.setDefaultTimeout(5_000)
    return page
  }
  return { ada: await open('ada'), bob: await open('bob'), nobody: await open('nobody'), complaints }
}

/** Notes requests to others, scripts that fail, what the policy stops, and whatever moves after it was shown. */
async function watch(context: BrowserContext, { origin }: FurnishedSite, complaints: string[]): Promise<void> {
  context.on('request', (request) => {
    // A person's picture is where their platform keeps it.
    if (!request.url().startsWith(origin) && !request.url().startsWith('https://pictures.example/'))
      complaints.push(`${request.frame().url()} asks ${request.url()}`)
  })
  context.on('console', (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()))
  context.on('weberror', (error) => complaints.push(error.error().message))
  await context.addInitScript(`
    globalThis.shifts = []
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts.push(entry.value) })
      .observe({ type: 'layout-shift', buffered: true })`)
}

/** What is wrong with a page as it is shown: violations of WCAG 2.2 AA, sideways scrolling, things that move. */
async function look(page: Page, name: string): Promise<readonly string[]> {
  const unrest = await findUnrest(page, name)
  return [...unrest, ...(await findViolations(page)).map((violation) => `${name}: ${violation}`)]
}

/** What moved after it was shown; opens whatever can be opened. */
async function findUnrest(page: Page, name: string): Promise<readonly string[]> {
  const shifts = await page.evaluate<readonly number[]>('shifts')
  await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`)
  return shifts.length === 0 ? [] : [`${name} moves: ${shifts.join(' ')}`]
}

/** Fills in a form and sends it, whatever its fields are. */
async function refuse(page: Page, { path, typed, chosen = {} }: RefusedForm): Promise<void> {
  const [[first] = ['confirmed']] = Object.entries(typed)
  const form = page.locator(`form[action$="${path}"]:has([name="${first}"]:not([type=hidden]))`).first()
  for (const [name, value] of Object.entries(typed)) await form.locator(`[name="${name}"]:not([type=hidden])`).fill(value)
  for (const [name, value] of Object.entries(chosen)) await form.locator(`[name="${name}"][value="${value}"]`).check()
  await form.locator('button').last().click()
  await page.locator('#problems').waitFor()
}

describe('every page in a browser', () => {
  it.each([
    ['light on a desktop', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
    ['dark on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
  ] as const)(
    '[WCAG 2.2] has no violation axe-core knows, scrolls down only, holds still and asks nobody else, %s',
    async (_, options) => {
      const site = await startFurnishedSite()
      const windows = await openWindows(site, options)
      const found: string[] = []
      for (const { route, who, path, form } of listSitePages(site)) {
        const page = windows[who]
        await page.goto(site.origin + path)
        if (form === undefined) {
          found.push(...(await look(page, route)))
          continue
        }
        // A form with all that is wrong said beside its fields has everything that it has without.
        found.push(...(await findUnrest(page, route)))
        await refuse(page, form)
        found.push(...(await look(page, `${route}, refused`)))
      }

      expect(found).toEqual([])
      expect(windows.complaints).toEqual([])
    },
    120_000,
  )

  it.each([
    ['German', 'de-DE', 375, '200%'],
    ['Japanese', 'ja-JP', 320, '100%'],
  ])('[WCAG 2.2 §1.4.10] scrolls down only in %s, with letters as people need them', async (_, locale, width, letters) => {
    const site = await startFurnishedSite()
    const windows = await openWindows(site, { locale, viewport: { width, height: 640 } })
    const found: string[] = []
    for (const { route, who, path } of listSitePages(site)) {
      await windows[who].goto(site.origin + path)
      await windows[who].evaluate(`document.documentElement.style.fontSize = '${letters}'`)
      found.push(...(await findSidewaysScrolling(windows[who])).map((overflow) => `${route} ${overflow}`))
      if ((await windows[who].getAttribute('html', 'lang')) !== locale.slice(0, 2)) found.push(`${route} is in another language`)
    }

    expect(found).toEqual([])
  })

  it('weighs less than 30 kB with all that it brings, for who comes for the first time', async () => {
    const site = await startFurnishedSite()
    const windows = await openWindows(site, { locale: 'de-DE' })
    const heavy: string[] = []
    const counted = new Map<Page, { bytes: number }>()
    for (const page of [windows.ada, windows.bob, windows.nobody]) {
      const count = { bytes: 0 }
      counted.set(page, count)
      const network = await page.context().newCDPSession(page)
      network.on('Network.loadingFinished', ({ encodedDataLength }) => {
        count.bytes += encodedDataLength
      })
      await network.send('Network.enable')
      await network.send('Network.setCacheDisabled', { cacheDisabled: true })
    }
    for (const { route, who, path } of listSitePages(site)) {
      const count = counted.get(windows[who]) ?? { bytes: 0 }
      count.bytes = 0
      await windows[who].goto(site.origin + path)
      if (count.bytes > 30_000 || count.bytes < 5_000) heavy.push(`${route}: ${count.bytes} bytes`)
    }

    expect(heavy).toEqual([])
  })
})
