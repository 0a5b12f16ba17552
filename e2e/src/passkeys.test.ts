import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'

let browser: Browser
let stagedoor: RunningStagedoor
/** A passkey needs a name: at an IP address there are none. */
let base: string

beforeAll(async () => {
  stagedoor = await runStagedoor(['--platform', 'standard'])
  base = `${stagedoor.url.replace('127.0.0.1', 'localhost')}/standard`
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await stagedoor?.[Symbol.asyncDispose]()
})

interface WindowWithKey extends AsyncDisposable {
  readonly page: Page
  /** Sets whether the person lets the device check who they are. */
  verify(isVerified: boolean): Promise<void>
  /** Sets whether the person touches the device when it asks. */
  touch(isTouched: boolean): Promise<void>
}

/** Opens a window on a device that keeps passkeys. */
async function openWindow(options: BrowserContextOptions = {}): Promise<WindowWithKey> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    page,
    verify: async (isUserVerified) => {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    touch: async (enabled) => {
      await devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Moves to a control by the tabulator alone. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(`(() => { const e = document.activeElement; return e && (e.id || e.textContent.trim()) })()`)
    if (focused === name) return
  }
  throw new Error(`The tabulator does not reach ${name}.`)
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${base}/account/sign-in`)
  await page.locator('button.account', { hasText: name }).click()
  await page.waitForURL('**/account')
}

describe('a passkey, in a real browser with a virtual authenticator', () => {
  it('[WebAuthn §7] is added, signs in, on the way into an app too, and is removed: with the keyboard alone', async () => {
    await using window = await openWindow()
    const { page } = window
    await signIn(page, 'Mira')
    await page.goto(`${base}/account/passkeys`)
    await tabTo(page, 'name')
    await page.keyboard.type('My <b>laptop</b>')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/passkeys?notice=passkey_added')
    expect(await page.locator('li .name').first().textContent()).toBe('My <b>laptop</b>')
    const violations = await findViolations(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    // On the way the browser offers the passkey in the name field, and this person takes it at once.
    await page.waitForURL(/\/account$/)
    await window.touch(false)

    await page.context().clearCookies()
    const app = new URLSearchParams({
      client_id: 'stagedoor-demo-web-app',
      redirect_uri: 'http://127.0.0.1:5173/',
      response_type: 'code',
      scope: 'profile',
      state: 'abcdefgh',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    await page.goto(`${base}/oauth/authorize?${app}`)
    await page.waitForURL('**/interaction/sign-in*')
    await tabTo(page, 'Sign in with a passkey')
    await window.touch(true)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/interaction/consent*')

    await page.goto(`${base}/account/passkeys`)
    await tabTo(page, 'Remove')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/passkeys?notice=passkey_removed')
    expect(violations).toEqual([])
  })

  it('is refused when the device did not check who it is, or is the wrong one; the password is still there', async () => {
    await using window = await openWindow()
    const { page } = window
    await signIn(page, 'Mira')
    await page.goto(`${base}/account/passkeys`)
    await window.verify(false)
    await page.getByLabel('Name').fill('Laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.locator('#problems').waitFor()

    expect(await page.locator('#problems').textContent()).toContain('There is no passkey yet.')
    expect(await page.getByLabel('Name').inputValue()).toBe('Laptop')
    expect(await findViolations(page)).toEqual([])
  })

  it('is not offered without scripts, where the password does, nor at an address that has no name', async () => {
    await using window = await openWindow({ javaScriptEnabled: false })
    const { page } = window
    await page.goto(`${base}/account/sign-in`)
    expect(await page.locator('#passkey').isVisible()).toBe(false)
    await signIn(page, 'Mira')
    await page.goto(`${base}/account/passkeys`)
    expect(await page.locator('noscript').textContent()).toContain('Passkeys need JavaScript')

    await using other = await openWindow()
    await other.page.goto(`${stagedoor.url}/standard/account/sign-in`)
    expect(await other.page.locator('#passkey').isVisible()).toBe(false)
  })
})

describe('the second step, in a real browser', () => {
  it('has no page with a violation axe-core knows, or that scrolls sideways, dark on a phone', async () => {
    await using window = await openWindow({ colorScheme: 'dark', viewport: { width: 320, height: 640 }, locale: 'de-DE' })
    const { page } = window
    await signIn(page, 'Mira')
    const found: string[] = []
    for (const path of ['/account/security', '/account/two-step', '/account/passkeys']) {
      await page.goto(base + path)
      found.push(...(await findViolations(page)))
    }
    await page.goto(`${base}/account/two-step`)
    await page.getByLabel('Code aus der App').fill('000000')
    await page.getByRole('button', { name: 'Einschalten' }).click()
    await page.locator('#problems').waitFor()
    found.push(...(await findViolations(page)))

    expect(await page.getByLabel('Code aus der App').getAttribute('aria-invalid')).toBe('true')
    expect(found).toEqual([])
  })
})
