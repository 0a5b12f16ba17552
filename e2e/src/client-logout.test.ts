import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type SignInApp, startSignInApp } from './sign-in-app.ts'

describe.each([
  ['standard', standard],
  ['audius', audius],
] as const)('logging out of %s', (_name, description: PlatformDescription) => {
  let browser: Browser
  let world: SignInApp
  let profile: BrowserContext
  beforeAll(async () => {
    browser = await launchBrowser()
    world = await startSignInApp(description)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    profile = await world.reopenProfile(browser)
    world.platform.control.clearRequests()
  })
  afterEach(() => world.platform.control.clearFaults())

  const logout = (page: Page) => page.evaluate(() => app.report(app.client.logout()))
  const tokenOf = (page: Page) => page.evaluate(() => app.client.getAccessToken())
  /** Whether the platform still takes the token. */
  const isTaken = async (accessToken: string) =>
    (await fetch(world.platform.endpoints.userinfo, { headers: { authorization: `Bearer ${accessToken}` } })).ok
  const openTabs = async () => {
    const page = await world.signIn(profile)
    const other = await world.openPage(profile)
    await other.evaluate(() => app.client.restore())
    return { page, other }
  }
  const storedKeys = (page: Page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('stagedoor')))

  it('[row: logout/every tab] revokes, clears, and every tab hears of it', async () => {
    const { page, other } = await openTabs()
    const accessToken = await tokenOf(page)
    expect(await isTaken(accessToken)).toBe(true)

    expect(await logout(page)).toMatchObject({ value: { revoked: true }, session: { status: 'unauthenticated', reason: 'signed_out' } })
    await other.waitForFunction(() => app.client.session.status === 'unauthenticated')
    expect(await other.evaluate(() => app.events)).toEqual(['ended: logged_out'])
    expect(await other.evaluate(() => app.report(app.client.getAccessToken()))).toMatchObject({ code: 'not_signed_in' })
    expect(await isTaken(accessToken)).toBe(false)
    expect(await storedKeys(page)).toEqual([])
  })

  it.each([
    ['answers with a page of HTML', { kind: 'server_error' }],
    ['says to slow down', { kind: 'rate_limit' }],
    ['is cut off', { kind: 'drop_reply', sent: 'half' }],
  ] as const)(
    '[row: logout/not revoked] the platform %s: clears in every tab, and says that nothing was confirmed',
    async (_name, fault) => {
      const { page, other } = await openTabs()
      await world.platform.control.addFault({ ...fault, endpoint: 'revocation' })

      expect(await logout(page)).toMatchObject({
        value: { revoked: fault.kind === 'drop_reply' ? expect.any(Boolean) : false },
        session: { status: 'unauthenticated' },
      })
      await other.waitForFunction(() => app.client.session.status === 'unauthenticated')
      expect(await storedKeys(page)).toEqual([])
    },
  )

  it('[row: logout/offline] clears in every tab, and says that it revoked nothing', async () => {
    const { page, other } = await openTabs()
    await profile.setOffline(true)

    expect(await logout(page)).toMatchObject({ value: { revoked: false }, session: { status: 'unauthenticated' } })
    await other.waitForFunction(() => app.client.session.status === 'unauthenticated')
  })

  it('[row: logout/slow platform] is over here before the platform has answered', async () => {
    const page = await world.signIn(profile)
    await world.platform.control.addFault({ kind: 'delay', endpoint: 'revocation', milliseconds: 5000, times: 1 })
    await page.evaluate(() => void app.client.logout())

    await page.waitForFunction(() => app.client.session.status === 'unauthenticated', null, { timeout: 4500 })
    expect(await storedKeys(page)).toEqual([])
  })

  it('[row: logout/page left at once] still revokes', async () => {
    const page = await world.signIn(profile)
    const accessToken = await tokenOf(page)
    await world.platform.control.addFault({ kind: 'delay', endpoint: 'authorization', milliseconds: 1500 })
    await page.evaluate(() => {
      // Chromium opens six connections to a host: the revocation has not left when the page is.
      for (let count = 0; count < 6; count++) void fetch(app.client.endpoints.authorization, { mode: 'no-cors' }).catch(() => undefined)
      void app.client.logout()
      location.href = '/elsewhere'
    })
    await page.waitForURL('**/elsewhere')

    await expect.poll(() => isTaken(accessToken)).toBe(false)
  })

  it('[row: logout/while a refresh is under way] nobody is signed in again by its reply, and what it brought is revoked', async () => {
    const { page, other } = await openTabs()
    await world.platform.control.addFault({ kind: 'delay', before: 'reply', endpoint: 'token', milliseconds: 600, times: 1 })
    const replied = other.waitForResponse(world.platform.endpoints.token ?? '')
    const refreshed = other.evaluate(() => app.report(app.client.refresh()))
    await expect.poll(() => world.platform.control.faults()[0]?.hits).toBe(1)
    await logout(page)

    expect(await refreshed).toMatchObject({ code: 'not_signed_in', session: { status: 'unauthenticated' } })
    const brought: { access_token: string } = await (await replied).json()
    await expect.poll(() => isTaken(brought.access_token)).toBe(false)
    expect(await storedKeys(page)).toEqual([])
  })

  it('[row: logout/two tabs at once] both are told the truth, and neither fails', async () => {
    const { page, other } = await openTabs()
    const results = await Promise.all([logout(page), logout(other)])

    expect(results.map(({ session }) => session.status)).toEqual(['unauthenticated', 'unauthenticated'])
    expect(results).toContainEqual(expect.objectContaining({ value: { revoked: true } }))
  })
})
