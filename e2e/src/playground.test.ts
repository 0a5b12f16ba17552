import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from '../../tools/find-violations.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type ServedDemo, serveDemo } from './served-demo.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

describe('the playground, in a real browser', () => {
  let stagedoor: RunningStagedoor
  let demo: ServedDemo
  let browser: Browser
  let page: Page
  const uncaught: string[] = []

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    demo = await serveDemo(stagedoor)
    browser = await launchBrowser()
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    page = await context.newPage()
    page.on('pageerror', (error) => uncaught.push(error.message))
  })
  afterEach(() => expect(uncaught.splice(0)).toEqual([]))
  beforeEach(async () => {
    await startAfresh(page, [demo.origin, stagedoor.url])
    await page.goto(`${demo.origin}/playground.html`)
    await page.getByRole('button', { name: 'Log in with Audius' }).waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.[Symbol.asyncDispose]()
    await stagedoor?.[Symbol.asyncDispose]()
  })

  const code = () => page.getByRole('region', { name: 'Code of this button' }).textContent()
  const steps = () => page.locator('#steps h3').allTextContents()

  it('turns the button and its code with the knobs, in HTML and for React, and copies what it shows', async () => {
    await page.getByLabel('Size').selectOption('touch')
    await page.getByLabel('Corners').selectOption('pill')
    await page.getByLabel('Language').selectOption('fr')
    await page.getByRole('button', { name: 'Se connecter avec Audius' }).waitFor()
    await page.getByLabel('Custom text').fill('Join "us" <now>')
    const html = await code()
    await page.getByRole('button', { name: 'React' }).click()
    const react = await code()
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied.').waitFor()

    expect((await page.locator('stagedoor-button').boundingBox())?.height).toBe(48)
    expect(html).toContain(
      '<stagedoor-button platform="audius" size="touch" corners="pill" custom-text="Join &#34;us&#34; &#60;now>" lang="fr">',
    )
    expect(react).toContain('<StagedoorButton size={"touch"} corners={"pill"} customText={"Join \\"us\\" <now>"} lang={"fr"} />')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(react)
  })

  it('shows the flow step by step, with no secret in it, and what logging out does', async () => {
    const opened = page.waitForEvent('popup')
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    await signInAndAllow(await opened)
    await page.getByText('Signed in as Mira Okafor.').waitFor()
    const kept = await page.evaluate(() => JSON.stringify(Object.values(localStorage)))
    const shown = (await page.locator('#steps').textContent()) ?? ''
    const order = await steps()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.locator('#steps h3', { hasText: 'Signed out' }).waitFor()

    expect(order.slice(0, 2)).toEqual(['The window opens, inside the click', 'The code becomes tokens'])
    expect(new Set(order.slice(2))).toEqual(new Set(['Signed in', 'Who is it?']))
    expect(shown).toContain('code_challenge_method: S256')
    expect(await page.locator('#steps li', { hasText: 'Who is it?' }).locator('pre').textContent()).toContain('→ 200')
    const secrets = kept.match(/[\w-]{24,}/g) ?? []
    expect(secrets.length).toBeGreaterThanOrEqual(2)
    for (const secret of secrets) expect(shown).not.toContain(secret)
    await expect.poll(steps).toContain('Revoke')
  })

  it('shows what a blocked window does to the button, and says the code of the error', async () => {
    await page.getByLabel('Block the window').check()
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    await page.locator('#steps h3', { hasText: 'popup_blocked' }).waitFor()

    expect(await page.locator('stagedoor-button [role=status]').textContent()).toContain('Press again')
  })

  it('is fit for a keyboard, a phone and a screen reader, light and dark', async () => {
    await page.setViewportSize({ width: 360, height: 720 })
    await page.getByLabel('Block the window').check()
    await page.getByRole('button', { name: 'Log in with Audius' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('#steps h3').first().waitFor()

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    }
  })
})
