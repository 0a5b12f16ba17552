import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { findViolationsInEveryLook } from '../../tools/find-violations-in-every-look.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'

let browser: Browser
let stagedoor: RunningStagedoor
let base: string

beforeAll(async () => {
  stagedoor = await runStagedoor(['--platform', 'standard'])
  base = `${stagedoor.url}/standard`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stagedoor?.[Symbol.asyncDispose]()
})

/** Opens a window, and closes it when the test is over. */
async function openWindow(options: BrowserContextOptions = {}): Promise<AsyncDisposable & { readonly page: Page }> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  return { page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() }
}

/** The link in the newest mail, as the outbox page shows it. */
async function newestLink(page: Page): Promise<string> {
  await page.goto(`${stagedoor.control}/outbox`)
  return (await page.locator('article a').first().getAttribute('href')) ?? ''
}

/** Moves to a control by the tabulator alone. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(`(() => { const e = document.activeElement; return e && (e.id || e.textContent.trim()) })()`)
    if (focused === name) return
  }
  throw new Error(`The tabulator does not reach ${name}.`)
}

describe('an account, in a real browser', () => {
  it('is opened, used and closed with the keyboard alone', async () => {
    await using window = await openWindow()
    const { page } = window
    await page.goto(`${base}/account/sign-up`)
    for (const [field, value] of [
      ['email', 'kay@example.com'],
      ['username', 'kay'],
      ['name', 'Kay Board'],
      ['password', 'four random words'],
    ] as const) {
      await tabTo(page, field)
      await page.keyboard.type(value)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/sign-up/sent*')
    await page.goto(await newestLink(page))
    await tabTo(page, 'Open my account')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account?notice=signed_up')
    expect(await page.getByRole('status').textContent()).toBe('Welcome! Your account is open.')

    await tabTo(page, 'Close my account …')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/close')
    await tabTo(page, 'confirmed')
    await page.keyboard.press('Space')
    await tabTo(page, 'Close my account')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/sign-in?notice=account_closed')
  })

  it('works without scripts: a new password by mail, sign in, sign out', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    const { page } = window
    await page.goto(`${base}/account/sign-in`)
    await page.getByText('Forgot your password?').click()
    await page.getByLabel('E-mail address').fill('mira@artists.example')
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.waitForURL('**/account/recover/sent*')
    await page.goto(await newestLink(page))
    await page.getByLabel('New password').fill('iloveyou1')
    await page.getByRole('button', { name: 'Set password' }).click()
    expect(await page.getByLabel('New password').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('New password').fill('a stage of her own')
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByLabel('Username or e-mail address').fill('mira@artists.example')
    await page.getByLabel('Password').fill('a stage of her own')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/account/sign-in?notice=signed_out')
  })

  it('puts the cursor on what is wrong, and keeps what was typed', async () => {
    await using window = await openWindow()
    const { page } = window
    await page.goto(`${base}/account/sign-up`)
    await page.getByLabel('E-mail address').fill('not an address')
    await page.getByLabel('Name', { exact: true }).fill('<img src=x onerror=alert(1)>')
    await page.getByRole('button', { name: 'Send me the link' }).click()
    await page.locator('#problems').waitFor()

    expect(await page.evaluate('document.activeElement.id')).toBe('problems')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('not an address')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('<img src=x onerror=alert(1)>')
    expect(await findViolations(page)).toEqual([])
  })

  it('[WCAG 2.2] has no page with a violation axe-core knows, or that scrolls sideways, in German, light on a desktop and dark on a phone', {
    timeout: 60_000,
  }, async () => {
    await using window = await openWindow({ locale: 'de-DE' })
    const { page } = window
    const found: string[] = []
    const look = async (path: string): Promise<void> => {
      await page.goto(base + path)
      found.push(...(await findViolationsInEveryLook(page)))
    }
    for (const path of ['/account/sign-up', '/account/sign-up/sent', '/account/recover', '/account/recover/confirm', '/account/sign-in']) {
      await look(path)
    }
    await page.locator('button.account').last().click()
    await page.waitForURL('**/account')
    for (const path of ['/account', '/account/security', '/account/password', '/account/email', '/account/close']) await look(path)
    await stagedoor.post('clock', { advanceSeconds: 3600 })
    await look('/account/close') // leads to the password again
    await page.goto(`${stagedoor.control}/outbox`)
    found.push(...(await findViolationsInEveryLook(page)))

    expect(found).toEqual([])
  })
})
