import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findSidewaysScrolling } from '../../../../tools/find-sideways-scrolling.ts'
import { findViolationsInEveryLook, lightOnDesktop } from '../../../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../../../tools/launch-browser.ts'
import { type FurnishedSite, startFurnishedSite } from '../../test/furnished-site.ts'
import { listSitePages, type RefusedForm, type SitePage } from '../../test/site-pages.ts'

const darkOnPhone = { colorScheme: 'dark', viewport: { width: 360, height: 740 } } as const

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
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
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

/** Counts what comes over the wire, for who has nothing of it yet. */
async function weigh(page: Page): Promise<{ bytes: number }> {
  const scale = { bytes: 0 }
  const network = await page.context().newCDPSession(page)
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    scale.bytes += encodedDataLength
  })
  await network.send('Network.enable')
  await network.send('Network.setCacheDisabled', { cacheDisabled: true })
  return scale
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

// Each opens every page there is.
describe('every page in a browser', { timeout: 240_000 }, () => {
  it('[WCAG 2.2] has no violation axe-core knows, light on a desktop and dark on a phone, holds still and asks nobody else', async () => {
    const site = await startFurnishedSite()
    const windows = await openWindows(site, { locale: 'en-GB', ...darkOnPhone })
    const found: string[] = []
    for (const { route, who, path, form } of listSitePages(site)) {
      const page = windows[who]
      await page.goto(site.origin + path)
      found.push(...(await findUnrest(page, route)))
      // A form with all that is wrong said beside its fields has everything that it has without.
      if (form !== undefined) {
        await refuse(page, form)
        found.push(...(await findUnrest(page, `${route}, refused`)))
      }
      found.push(...(await findViolationsInEveryLook(page, [darkOnPhone, lightOnDesktop])).map((violation) => `${route}: ${violation}`))
    }
    for (const page of [windows.ada, windows.bob, windows.nobody]) await page.setViewportSize(lightOnDesktop.viewport)
    for (const { route, who, path } of listSitePages(site)) {
      await windows[who].goto(site.origin + path)
      found.push(...(await findUnrest(windows[who], `${route} on a desktop`)))
    }

    expect(found).toEqual([])
    expect(windows.complaints).toEqual([])
  })

  it('[WCAG 2.2 §1.4.10] scrolls down only, in German with letters twice as large and in Japanese, and weighs less than 30 kB with all that it brings, for who comes for the first time', async () => {
    const site = await startFurnishedSite()
    const windows = await openWindows(site, { viewport: { width: 375, height: 640 } })
    const people = [windows.ada, windows.bob, windows.nobody]
    const pages = listSitePages(site)
    const found: string[] = []
    const look = async (page: Page, { route }: SitePage, language: string, letters: string): Promise<void> => {
      await page.evaluate(`document.documentElement.style.fontSize = '${letters}'`)
      found.push(...(await findSidewaysScrolling(page)).map((overflow) => `${route} in ${language} ${overflow}`))
      if ((await page.getAttribute('html', 'lang')) !== language) found.push(`${route} is in another language than ${language}`)
    }

    const scales = new Map(await Promise.all(people.map(async (page) => [page, await weigh(page)] as const)))
    for (const page of people) await page.context().setExtraHTTPHeaders({ 'accept-language': 'de-DE' })
    for (const sitePage of pages) {
      const page = windows[sitePage.who]
      const scale = scales.get(page) ?? { bytes: 0 }
      scale.bytes = 0
      await page.goto(site.origin + sitePage.path)
      if (scale.bytes > 30_000 || scale.bytes < 5_000) found.push(`${sitePage.route}: ${scale.bytes} bytes`)
      await look(page, sitePage, 'de', '200%')
    }
    for (const page of people) {
      await page.setViewportSize({ width: 320, height: 640 })
      await page.context().setExtraHTTPHeaders({ 'accept-language': 'ja-JP' })
    }
    for (const sitePage of pages) {
      await windows[sitePage.who].goto(site.origin + sitePage.path)
      await look(windows[sitePage.who], sitePage, 'ja', '100%')
    }

    expect(found).toEqual([])
    expect(windows.complaints).toEqual([])
  })
})
