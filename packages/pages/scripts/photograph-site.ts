/**
 * Photographs the site of a running platform, for the documentation and for whoever changes its look.
 *
 * `node scripts/photograph-site.ts` renews the pictures in `docs/images/pages`;
 * `node scripts/photograph-site.ts FOLDER [LANGUAGE]` photographs every page into FOLDER, light on a desktop and dark on a phone.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { startStagedoor } from '../../../tools/stagedoor-process.ts'

const GUIDE_PICTURES = join(import.meta.dirname, '..', '..', '..', 'docs', 'images', 'pages')

/** Pixels. */
const LONGEST_PICTURE = 900

/** What the guide shows, and how. */
const IN_GUIDE: readonly string[] = [
  'sign-in.light-desktop',
  'sign-up-refused.dark-phone',
  'consent.dark-phone',
  'account-apps.light-desktop',
  'account-security.dark-phone',
  'two-step.light-desktop',
  'token-new.light-desktop',
  'app.light-desktop',
  'app-secret.dark-phone',
  'log-attempt.light-desktop',
  'try-authorize.dark-phone',
]

const SETTINGS = {
  'light-desktop': { colorScheme: 'light', viewport: { width: 1080, height: 720 } },
  'dark-phone': { colorScheme: 'dark', viewport: { width: 390, height: 760 } },
} as const

interface Walk {
  readonly page: Page
  readonly base: string
  /** Takes a picture of the page, after going to `path` where there is one. */
  shoot(name: string, path?: string): Promise<void>
}

async function walkStrangersPages({ page, shoot }: Walk): Promise<void> {
  await shoot('sign-in', '/account/sign-in')
  await shoot('sign-up', '/account/sign-up')
  await page.fill('#email', 'zoe@example')
  await page.fill('#username', 'zoe')
  await page.fill('#name', 'Zoë Adeyemi')
  await page.fill('#password', 'zoe12345')
  await page.click('main form .primary')
  await shoot('sign-up-refused')
  await shoot('sign-up-sent', '/account/sign-up/sent')
  await shoot('recover', '/account/recover')
  await shoot('recover-over', '/account/recover/confirm?token=over')
  await shoot('nothing', '/account/nothing')
}

/** Registers an app, lets it in, and lets it fail once. @returns Its path. */
async function walkNewApp({ page, base, shoot }: Walk): Promise<string> {
  await page.goto(`${base}/account/sign-in?continue=%2Fdevelopers`)
  await page.locator('button.account').first().click()
  await page.waitForURL('**/developers')
  await shoot('app-new', '/developers/apps/new')
  await page.fill('#redirect_uris', 'https://mixdown.example/callback#top\njavascript:alert(1)')
  await page.click('main form .primary')
  await shoot('app-new-refused')
  await page.fill('#name', 'Mixdown')
  await page.fill('#homepage', 'https://mixdown.example/')
  const home = new URL(base)
  await page.fill('#redirect_uris', `https://mixdown.example/callback\n${home.origin}/`)
  for (const box of ['scope_openid', 'scope_profile', 'scope_email', 'scope_tracks:read']) await page.check(`[name="${box}"]`)
  await page.check('#kind-confidential')
  await page.click('main form .primary')
  await shoot('app-secret')
  await page.click('.secret a.primary')
  const path = new URL(page.url()).pathname.slice(home.pathname.length)
  const request = new URLSearchParams({
    response_type: 'code',
    client_id: path.split('/').at(-1) ?? '',
    redirect_uri: `${home.origin}/`,
    scope: 'openid profile tracks:read',
    state: 'a state',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  await shoot('consent', `/oauth/authorize?${request}`)
  await page.locator('button[value=allow]').click()
  request.set('redirect_uri', 'https://mixdown.example/Callback')
  await shoot('redirect-uri-unknown', `/oauth/authorize?${request}`)
  return path
}

async function walkAppPages({ page, shoot }: Walk, app: string): Promise<void> {
  await shoot('developers', '/developers')
  await shoot('app', app)
  for (const tab of ['secrets', 'logo', 'delete']) await shoot(`app-${tab}`, `${app}/${tab}`)
  await page.goto(page.url().replace(/\/delete$/, '/team'))
  await page.fill('#invitee', 'jonas')
  await page.keyboard.press('Enter')
  await page.locator('.notice').waitFor()
  await shoot('app-team')
  await shoot('log', `${app}/log`)
  await page.locator('ol a, ul.rows a').first().click()
  await page.waitForURL('**/log/*')
  await shoot('log-attempt')
  await shoot('try', `${app}/try`)
  await page.locator('main form button.primary').click()
  await page.locator('a.primary').waitFor()
  await shoot('try-authorize')
  await page.locator('a.primary').click()
  if (page.url().includes('/interaction/')) await page.locator('button[value=allow]').click()
  await page.locator('main form button.primary').click()
  await shoot('try-answer')
}

async function walkAccountPages({ page, shoot }: Walk): Promise<void> {
  for (const name of ['', 'apps', 'security', 'password', 'email', 'close', 'tokens']) {
    await shoot(name === '' ? 'account' : `account-${name}`, `/account/${name}`.replace(/\/$/, ''))
  }
  await shoot('two-step', '/account/two-step')
  await shoot('token-new', '/account/tokens/new')
  await page.fill('#name', 'Nightly backup')
  await page.check('[name="scope_tracks:read"]')
  await page.click('main form .primary')
  await shoot('token-made')
}

type Take = (page: Page, name: string) => Promise<void>

/** Walks past every page of a platform that nobody has used yet. */
async function walk(browser: Browser, setting: keyof typeof SETTINGS, { locale, take }: { readonly locale: string; readonly take: Take }) {
  const { announcement, stop } = await startStagedoor(['--port', '0', '--platform', 'standard'])
  const context = await browser.newContext({ reducedMotion: 'reduce', locale, ...SETTINGS[setting] })
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const base = `${announcement.url}/standard`
  const stations: Walk = {
    ...{ page, base },
    async shoot(name, path) {
      if (path !== undefined) await page.goto(base + path)
      await take(page, `${name}.${setting}`)
    },
  }
  try {
    await walkStrangersPages(stations)
    await walkAppPages(stations, await walkNewApp(stations))
    await walkAccountPages(stations)
  } finally {
    await context.close()
    await stop()
  }
}

/** Takes a picture for the guide: without glow and shadow, which would double the file, and not longer than a page of it. */
async function takeForGuide(page: Page, name: string): Promise<void> {
  if (!IN_GUIDE.includes(name)) return
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--shadow', 'none')
    document.body.style.backgroundImage = 'none'
  })
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }))
  await page.screenshot({
    path: join(GUIDE_PICTURES, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, LONGEST_PICTURE) },
  })
}

const [, , folder, locale = 'en-GB'] = argv
const take: Take =
  folder === undefined
    ? takeForGuide
    : async (page, name) => void (await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true }))
mkdirSync(folder ?? GUIDE_PICTURES, { recursive: true })
const browser = await launchBrowser()
await walk(browser, 'light-desktop', { locale, take })
await walk(browser, 'dark-phone', { locale, take })
await browser.close()
