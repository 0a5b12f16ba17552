import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import { clientIds } from '@stagedoor/demo/client-ids'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'

const demoRoot = fileURLToPath(new URL('../../apps/demo', import.meta.url))

describe('the demo, in a real browser', () => {
  let stagedoor: RunningStagedoor
  let demo: ViteDevServer
  let origin: string
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    demo = await createServer({
      root: demoRoot,
      server: { port: 0, strictPort: false },
      logLevel: 'error',
      cacheDir: fileURLToPath(new URL('../../node_modules/.cache/vite-e2e', import.meta.url)),
    })
    await demo.listen()
    origin = (demo.resolvedUrls?.local[0] ?? '').replace(/\/$/, '')
    const redirect = { client_name: 'Stagedoor demo', redirect_uris: [`${origin}/callback.html`], token_endpoint_auth_method: 'none' }
    const audius = await stagedoor.register('audius', { ...redirect, scope: 'read write' })
    const standard = await stagedoor.register('standard', { ...redirect, scope: 'openid profile tracks:read' })
    const audiotool = await stagedoor.register('audiotool', { ...redirect, scope: 'project:write' })
    const audiusLegacy = await stagedoor.register('audius-legacy', redirect)
    demo.config.env['VITE_EMULATOR_URL'] = stagedoor.url
    demo.config.env['VITE_AUDIUS_CLIENT_ID'] = audius.clientId
    demo.config.env['VITE_AUDIOTOOL_CLIENT_ID'] = audiotool.clientId
    demo.config.env['VITE_AUDIUS_LEGACY_CLIENT_ID'] = audiusLegacy.clientId
    demo.config.env['VITE_STANDARD_CLIENT_ID'] = standard.clientId
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.close()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    context = await browser.newContext()
    page = await context.newPage()
    await page.goto(origin)
  })
  afterEach(() => context.close())

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

  it.each(['audius', 'standard', 'audiotool', 'audius-legacy'] as const)(
    'is registered with %s from the start, at the address where npm start puts it',
    (platform) => {
      const client = stagedoor.platforms[platform].clients.find(({ clientId }) => clientId === clientIds[platform])

      expect(client?.redirectUris).toContain('http://127.0.0.1:5173/callback.html')
    },
  )

  it('goes to the address it is registered under when it was opened by name', async () => {
    await page.goto(origin.replace('127.0.0.1', 'localhost'))

    await page.waitForURL(`${origin}/`)
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no accessibility violations, signed out and signed in, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page)).toEqual([])

      const opened = context.waitForEvent('page')
      await card('standard').getByRole('button', { name: 'Log in with Stagedoor' }).click()
      await signIn(await opened, 'mira', 'stage-demo')
      await card('standard').getByText('Mira Okafor').waitFor()
      await card('standard').getByRole('button', { name: 'Call the API' }).click()
      await card('standard').locator('pre', { hasText: 'mira' }).waitFor()
      expect(await findViolations(page)).toEqual([])
    })
  }

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
