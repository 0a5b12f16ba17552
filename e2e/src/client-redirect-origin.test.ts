import { audius, standard } from '@stagedoor/platforms'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { startSignInApp } from './sign-in-app.ts'

describe('the origin of an app', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser({ hostResolverRules: 'MAP app.test 127.0.0.1' })
  })
  afterAll(() => browser?.close())

  it('[row: redirect/insecure origin] where the platform takes it: signed in, without Web Locks and WebCrypto', async () => {
    await using world = await startSignInApp(audius, 'app.test')
    await using profile = await world.openProfile(browser)
    const page = await world.signIn(profile)

    expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator, app.client.session.status])).toEqual([
      false,
      false,
      'authenticated',
    ])
    expect(await page.evaluate(() => app.report(app.client.refresh()))).toMatchObject({ session: { status: 'authenticated' } })
  })

  it('[row: redirect/insecure origin] where it does not: says so before the person leaves', async () => {
    await using world = await startSignInApp(standard)
    await using profile = await world.openProfile(browser)
    const page = await profile.newPage()
    await page.goto(`${world.origin.replace('127.0.0.1', 'app.test')}/`)

    expect(await page.evaluate(() => app.report(app.client.login({ display: 'page' })))).toMatchObject({
      code: 'insecure_context',
      action: 'fix-config',
    })
  })

  it('[row: redirect/localhost is not 127.0.0.1] says so before the person leaves', async () => {
    await using world = await startSignInApp(standard)
    await using profile = await world.openProfile(browser)
    const page = await profile.newPage()
    await page.goto(`${world.origin.replace('127.0.0.1', 'localhost')}/`)

    for (const display of ['page', 'popup'] as const) {
      expect(await page.evaluate((how) => app.report(app.client.login({ display: how })), display)).toMatchObject({
        code: 'redirect_mismatch',
        action: 'fix-config',
      })
    }
  })
})
