/**
 * Photographs the pages, for the documentation and for whoever changes their look.
 *
 * `node scripts/screenshot-pages.ts` renews the picture of the consent screen in `docs/images`;
 * `node scripts/screenshot-pages.ts FOLDER` photographs every sample page into FOLDER, light and dark, desktop and phone.
 */
import { join } from 'node:path'
import { argv } from 'node:process'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { renderSamples } from '../samples/sample-pages.ts'
import { serveSamples } from '../samples/serve-samples.ts'
import { createPages } from '../src/index.ts'

const CONSENT_PICTURE = join(import.meta.dirname, '..', '..', '..', 'docs', 'images', 'consent.png')
const SIZES = { desktop: { width: 1000, height: 900 }, phone: { width: 320, height: 640 }, popup: { width: 375, height: 785 } }
const SCHEMES = ['light', 'dark'] as const

async function photographConsent(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 472, height: 860 }, deviceScaleFactor: 2, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}/consent`)
  // Glow and shadow would double the file.
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--shadow', 'none')
    document.body.style.backgroundImage = 'none'
    document.body.style.padding = '1rem 1.25rem 1.5rem'
  })
  await page.screenshot({ path: CONSENT_PICTURE, fullPage: true })
  await context.close()
}

async function photographAll(browser: Browser, { url, folder }: { readonly url: string; readonly folder: string }): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
      const page = await context.newPage()
      for (const name of [...renderSamples(createPages()).keys(), 'web-message']) {
        await page.goto(`${url}/${name}`)
        await page.screenshot({ path: join(folder, `${name}.${size}.${colorScheme}.png`), fullPage: true })
      }
      await context.close()
    }
  }
}

const browser = await launchBrowser()
const server = await serveSamples(createPages())
const folder = argv[2]
if (folder === undefined) await photographConsent(browser, server.url)
else await photographAll(browser, { url: server.url, folder })
await browser.close()
await server.close()
