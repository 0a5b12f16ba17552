import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../../tools/find-violations.ts'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { type SampleServer, serveSamples } from '../samples/serve-samples.ts'
import { createPages } from './index.ts'

let browser: Browser
let server: SampleServer
/** The app is on another origin than the pages, as in life: by the other name of this machine. */
let appUrl: string

beforeAll(async () => {
  server = await serveSamples(createPages())
  appUrl = server.url.replace('127.0.0.1', 'localhost')
  browser = await launchBrowser({ args: ['--disable-popup-blocking'] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

interface Received {
  readonly data: unknown
  readonly origin: string
  readonly fromPopup: boolean
}

/** Opens the page of an app, which opens the message page in a popup; closes both when the test is over. */
async function openApp(
  url: string,
  { stays = false, ...options }: BrowserContextOptions & { readonly stays?: boolean } = {},
): Promise<AsyncDisposable & { readonly app: Page; readonly popup: Page }> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 375, height: 785 }, reducedMotion: 'reduce', ...options })
  if (stays) await context.addInitScript('window.close = () => {}')
  const app = await context.newPage()
  const [popup] = await Promise.all([context.waitForEvent('page'), app.goto(`${url}#${server.url}/web-message`)])
  return { app, popup, [Symbol.asyncDispose]: () => context.close() }
}

function readReceived(app: Page): Promise<readonly Received[]> {
  return app.evaluate<readonly Received[]>('received')
}

const alone = 'We cannot reach Night Shift Remixer from this window'

describe('a web message', () => {
  it('reaches the opener once, from the popup itself, and the popup closes', async () => {
    await using window = await openApp(`${appUrl}/opener`)

    await window.popup.waitForEvent('close')

    expect(await readReceived(window.app)).toEqual([{ data: { code: 'code-1', state: 'state-1' }, origin: server.url, fromPopup: true }])
  })

  it('reaches nobody but the origin it is for, whoever has opened the window', async () => {
    await using window = await openApp(`${server.url}/opener`)

    await window.popup.waitForEvent('close')

    expect(await readReceived(window.app)).toEqual([])
  })

  it('says that it is done, where the window stays open', async () => {
    await using window = await openApp(`${appUrl}/opener`, { stays: true })

    await window.popup.getByRole('heading', { name: 'You are back in Night Shift Remixer' }).waitFor()

    expect(await window.popup.getByText(alone).isVisible()).toBe(false)
    expect(await findViolations(window.popup)).toEqual([])
  })

  it('says what happened and what to do where the app is cut off (Cross-Origin-Opener-Policy), and stays', async () => {
    await using window = await openApp(`${appUrl}/opener-isolated`)

    await window.popup.getByRole('heading', { name: alone }).waitFor()

    expect(await window.popup.getByText('press its sign-in button again').isVisible()).toBe(true)
    expect(await readReceived(window.app)).toEqual([])
    expect(window.popup.isClosed()).toBe(false)
  })

  it.each([
    ['nobody has opened the window', true],
    ['scripts are turned off', false],
  ])('says what happened and what to do where %s', async (_, javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled, locale: 'en' })
    const page = await context.newPage()
    await page.goto(`${server.url}/web-message`)

    expect(await page.getByRole('heading', { name: alone }).isVisible()).toBe(true)
    expect(await page.getByRole('heading').count()).toBe(1)
    await context.close()
  })
})
