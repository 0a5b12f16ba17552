import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import { clientIds } from '@stagedoor/demo/client-ids'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createServer } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { demoRoot, type ServedDemo, serveDemo } from './served-demo.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

describe('the demo, in a real browser', () => {
  let stagedoor: RunningStagedoor
  let demo: ServedDemo
  let origin: string
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const uncaught: string[] = []

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    demo = await serveDemo(stagedoor)
    origin = demo.origin
    browser = await launchBrowser()
    context = await browser.newContext()
    page = await context.newPage()
    page.on('pageerror', (error) => uncaught.push(error.message))
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.[Symbol.asyncDispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  afterEach(() => expect(uncaught.splice(0)).toEqual([]))
  beforeEach(async () => {
    await startAfresh(page, [origin, stagedoor.url])
    await page.goto(origin)
  })

  const card = (platform: string) => page.locator(`[data-platform=${platform}]`)

  for (const [platform, name] of [
    ['audius', 'Audius'],
    ['standard', 'Stagedoor'],
  ] as const) {
    it(`signs in with ${name} by popup; shows the profile, calls the API, refreshes, survives a reload, logs out`, async () => {
      const opened = context.waitForEvent('page')
      await card(platform)
        .getByRole('button', { name: `Log in with ${name}` })
        .click()
      const popup = await opened
      const closed = popup.waitForEvent('close')
      await signInAndAllow(popup)
      await closed
      await card(platform).getByText('Mira Okafor').waitFor()

      await card(platform).getByRole('button', { name: 'Call the API' }).click()
      await card(platform).locator('pre', { hasText: 'mira' }).waitFor()
      const before = await readAccessToken(page, stagedoor.platforms[platform].issuer)
      await card(platform).getByRole('button', { name: 'Refresh' }).click()
      await page.locator('#log').getByText('new tokens').waitFor()
      const after = await readAccessToken(page, stagedoor.platforms[platform].issuer)
      expect(after).not.toBe(before)

      await page.reload()
      await card(platform).getByText('Mira Okafor').waitFor()
      await card(platform).getByRole('button', { name: 'Log out' }).click()
      await card(platform)
        .getByRole('button', { name: `Log in with ${name}` })
        .waitFor()
      await page.locator('#log').getByText('revoked at the server').waitFor()
      const answer = await fetch(stagedoor.platforms[platform].endpoints['userinfo'] ?? '', {
        headers: { authorization: `Bearer ${after}` },
      })
      expect(answer.status).toBe(401)
    })

    it(`signs in with ${name} on the full page`, async () => {
      await card(platform).getByRole('button', { name: 'Log in on this page' }).click()
      await page.waitForURL(`${stagedoor.url}/**`)
      await signInAndAllow(page, 'jonas')
      await page.waitForURL(`${origin}/`)

      await card(platform).getByText('Jonas Lindqvist').waitFor()
      expect(page.url()).toBe(`${origin}/`)
    })
  }

  it('signs in with Audiotool by its own popup, lists projects, and logs out', async () => {
    const opened = context.waitForEvent('page')
    await card('audiotool').getByRole('button', { name: 'Log in with Audiotool' }).click()
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup)
    await closed
    await card('audiotool').getByText('@mira').waitFor()

    await card('audiotool').getByRole('button', { name: 'Call the API' }).click()
    await card('audiotool').locator('pre', { hasText: 'Harbour Lights' }).waitFor()
    await card('audiotool').getByRole('button', { name: 'Log out' }).click()
    await page.locator('#log').getByText('revoked at the server').waitFor()
    expect(await card('audiotool').getAttribute('data-status')).toBe('unauthenticated')
  })

  it('signs in with Audius as it was, keeps the verified profile over a reload, and says that nothing was revoked', async () => {
    const opened = context.waitForEvent('page')
    await card('audius-legacy').getByRole('button', { name: 'Log in with Audius (legacy)' }).click()
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup)
    await closed
    await card('audius-legacy').getByText('Mira Okafor').waitFor()
    await page.reload()
    await card('audius-legacy').getByText('Mira Okafor').waitFor()

    await card('audius-legacy').getByRole('button', { name: 'Verify the profile' }).click()
    await card('audius-legacy').locator('pre', { hasText: 'mira@artists.example' }).waitFor()
    expect(await card('audius-legacy').getByRole('button', { name: 'Refresh' }).count()).toBe(0)
    await card('audius-legacy').getByRole('button', { name: 'Log out' }).click()
    await page.locator('#log').getByText('the platform was not told, or cannot be').waitFor()
  })

  it.each(['soundcloud', 'auphonic'])('says why %s needs a backend, and shows a line that works', async (platform) => {
    const example = (await card(platform).locator('pre').textContent()) ?? ''
    const { stdout } = await promisify(execFile)('bash', ['-c', example.replace('curl', 'curl --fail-with-body -sS')])

    expect(await card(platform).getByRole('button').count()).toBe(0)
    expect(example).toContain(stagedoor.url)
    expect(stdout).toMatch(/"access_token":|"Harbour Lights"/)
  })

  it('is registered with every platform from the start, at the address where npm start puts it', () => {
    for (const platform of ['audius', 'standard', 'audiotool', 'audius-legacy'] as const) {
      const client = stagedoor.platforms[platform].clients.find(({ clientId }) => clientId === clientIds[platform])
      expect(client?.redirectUris, platform).toContain('http://127.0.0.1:5173/callback.html')
    }
  })

  it('goes to the address it is registered under when it was opened by name, and is there without a bundle, as npm start serves it', async () => {
    const server = await createServer({ root: demoRoot, server: { port: 0, strictPort: false }, logLevel: 'error' })
    try {
      const { resolvedUrls } = await server.listen()
      const address = resolvedUrls?.local[0] ?? ''
      await page.goto(address.replace('127.0.0.1', 'localhost'))

      await page.waitForURL(address)
      for (const name of ['Audius', 'Stagedoor', 'Audiotool', 'Audius (legacy)']) {
        await page.getByRole('button', { name: `Log in with ${name}`, exact: true }).waitFor()
      }
      await page.goto(`${address}playground.html`)
      await page.getByRole('button', { name: 'Log in with Audius', exact: true }).waitFor()
    } finally {
      await page.goto('about:blank')
      await server.close()
    }
  })

  it('has no accessibility violations, signed out and signed in, light and dark', async () => {
    const violations = async (): Promise<readonly string[]> => {
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await findViolations(page)
      await page.emulateMedia({ colorScheme: 'light' })
      return [...dark, ...(await findViolations(page))]
    }
    expect(await violations()).toEqual([])

    const opened = context.waitForEvent('page')
    await card('standard').getByRole('button', { name: 'Log in with Stagedoor' }).click()
    await signIn(await opened, 'mira', 'stage-demo')
    await card('standard').getByText('Mira Okafor').waitFor()
    await card('standard').getByRole('button', { name: 'Call the API' }).click()
    await card('standard').locator('pre', { hasText: 'mira' }).waitFor()
    expect(await violations()).toEqual([])
  })

  it('says so in words when the artist denies, and stays signed out', async () => {
    await stagedoor.post('audius/users', { username: 'undecided', password: 'a-password' })
    const opened = context.waitForEvent('page')
    await card('audius').getByRole('button', { name: 'Log in with Audius' }).click()
    const popup = await opened
    await signIn(popup, 'undecided', 'a-password')
    await popup.getByRole('button', { name: /deny/i }).click()

    await card('audius').getByRole('alert').filter({ hasText: 'consent_denied' }).waitFor()
    expect(await card('audius').getAttribute('data-status')).toBe('unauthenticated')
  })
})

/** The access token the page just used, seen on the wire. */
async function readAccessToken(page: Page, issuer: string): Promise<string> {
  const request = page.waitForRequest((sent) => sent.url().startsWith(issuer) && sent.headers()['authorization'] !== undefined)
  await page.locator(`[data-status=authenticated]`).getByRole('button', { name: 'Call the API' }).first().click()
  return ((await request).headers()['authorization'] ?? '').replace(/^\w+ /, '')
}
