import { once } from 'node:events'
import { createServer } from 'node:http'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'

describe('the emulator, in a real browser', () => {
  let stagedoor: RunningStagedoor
  let browser: Browser
  /** An empty page of an origin that is not the emulator's. */
  let appUrl: string
  const app = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>App</title>'))
  beforeAll(async () => {
    app.listen(0, '127.0.0.1')
    await once(app, 'listening')
    const address = app.address()
    appUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
    stagedoor = await runStagedoor()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app.close()
    await stagedoor?.[Symbol.asyncDispose]()
  })

  it.each(['light', 'dark'] as const)('has a front page without accessibility violations, also on a phone, %s', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 390, height: 800 } })
    await page.goto(stagedoor.url)
    for (const summary of await page.locator('summary').all()) await summary.click()

    expect(await findViolations(page)).toEqual([])
    expect(
      await page
        .locator('img')
        .evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.naturalWidth > 0)),
    ).toBe(true)
    await page.close()
  })

  it('says to a person at a wrong address what is here, and to a program the same as JSON', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
    const answer = await page.goto(`${stagedoor.url}/soundclod/me`)

    expect(answer?.status()).toBe(404)
    expect(await findViolations(page)).toEqual([])
    expect(await page.locator('dd').allTextContents()).toContain(stagedoor.platforms.soundcloud.issuer)
    await page.getByRole('link', { name: 'All that runs here' }).click()
    expect(await page.title()).toBe('Stagedoor on this machine')
    expect(await (await fetch(`${stagedoor.url}/soundclod/me`)).json()).toMatchObject({ error: 'not_found' })
    await page.close()
  })

  it('lets a page of another origin play an Auphonic result with the key in its address, and list what can be played', async () => {
    const page = await browser.newPage()
    await page.goto(appUrl)
    const { issuer, users } = stagedoor.platforms.auphonic
    const seconds = await page.evaluate(
      async ({ list, key }) => {
        const { data } = await (await fetch(list, { headers: { Authorization: `bearer ${key}` } })).json()
        const address: string = data[1].output_files[0].download_url
        const player = new Audio(`${address}?bearer_token=${key}`)
        await new Promise((resolve, reject) => {
          player.addEventListener('canplaythrough', resolve, { once: true })
          player.addEventListener('error', () => reject(new Error(player.error?.message)), { once: true })
        })
        return player.duration
      },
      { list: `${issuer}/api/productions.json`, key: String(users[0]?.personalToken) },
    )

    expect(seconds).toBe(4)
    await page.close()
  })
})
