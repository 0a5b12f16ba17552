import { standard } from '@stagedoor/platforms'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { leaveForPlatform, type SignInApp, startSignInApp } from './sign-in-app.ts'

const DAY = 86_400

describe('a login on the full page', () => {
  let browser: Browser
  let world: SignInApp
  let profile: BrowserContext

  beforeAll(async () => {
    browser = await launchBrowser()
    world = await startSignInApp(standard)
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

  const outcomeOf = (page: Page) => page.evaluate(() => app.callback)
  /** Where the platform sends the browser, without going there. */
  const catchReply = async (page: Page): Promise<string> => {
    const caught = Promise.withResolvers<string>()
    await page.route(`${world.platform.endpoints.authorization}?**`, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 })
      caught.resolve(answer.headers()['location'] ?? '')
      await route.fulfill({ contentType: 'text/html', body: 'The platform' })
    })
    await leaveForPlatform(page)
    const reply = await caught.promise
    await page.waitForURL(`${world.platform.endpoints.authorization}?**`)
    await page.goto(`${world.origin}/elsewhere`)
    return reply
  }

  it('[row: redirect/several at once] three tabs that began together end together, each where it wanted to go', async () => {
    profile = await world.reopenProfile(browser, 'jonas')
    const tabs = await Promise.all([world.openPage(profile), world.openPage(profile), world.openPage(profile)])
    for (const [index, tab] of tabs.entries()) {
      await leaveForPlatform(tab, `/${index}`)
      await tab.getByRole('button', { name: /^allow/i }).waitFor()
    }

    const results = []
    for (const tab of tabs.toReversed()) {
      await tab.getByRole('button', { name: /^allow/i }).click()
      await tab.waitForURL(`${world.origin}/callback`)
      results.push(await outcomeOf(tab))
    }

    expect(results.map(({ value }) => value)).toMatchObject(['/2', '/1', '/0'].map((returnTo) => ({ outcome: 'signed_in', returnTo })))
  })

  it('[row: redirect/clean address bar] code and state are gone before anything is awaited, and never in the history', async () => {
    await world.platform.control.addFault({ kind: 'delay', endpoint: 'token', milliseconds: 300 })
    const page = await world.signIn(profile)

    expect(await page.evaluate(() => app.cleanedUrl)).toBe(`${world.origin}/callback`)
    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'signed_in' } })
    await page.goto(`${world.origin}/next`)
    await page.goBack()
    expect(page.url()).toBe(`${world.origin}/callback`)
  })

  it.each([
    '?code=of-somebody-else&state=theirs',
    '?error=access_denied&state=theirs',
    '?code=no-state',
    '?error=server_error',
    '#code=x&state=y',
  ])('[row: redirect/foreign reply] %s leaves a valid session and the address bar alone', async (reply) => {
    await world.signIn(profile)
    const page = await world.openPage(profile, `/callback${reply}`)

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: expect.stringMatching(/not_ours|none/) } })
    expect(page.url()).toBe(`${world.origin}/callback${reply}`)
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'authenticated' })
    expect(world.countTokenRequests('authorization_code')).toBe(1)
  })

  it('[row: redirect/forged reply] a made-up code under our own mark, without a login, ends no session', async () => {
    const first = await world.openPage(profile)
    const state = new URL(await catchReply(first)).searchParams.get('state') ?? ''
    await world.signIn(profile)

    const page = await world.openPage(profile, `/callback?code=forged&state=${state.slice(0, 8)}${'A'.repeat(32)}`)

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'not_ours' } })
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'authenticated' })
    expect(world.countTokenRequests('authorization_code')).toBe(1)
  })

  it('[row: redirect/back button] back from the sign-in page, then forward and Allow, signs in', async () => {
    profile = await world.reopenProfile(browser, 'undecided')
    const page = await world.openPage(profile)
    await leaveForPlatform(page)
    await page.getByRole('button', { name: /^allow/i }).waitFor()

    await page.goBack()
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'unauthenticated' })
    await page.goForward()
    await page.getByRole('button', { name: /^allow/i }).click()
    await page.waitForURL(`${world.origin}/callback`)

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'signed_in' } })
  })

  it('[row: redirect/back button] back from the callback page finds the app signed in', async () => {
    const page = await world.signIn(profile)
    await page.goBack()

    expect(page.url()).toBe(`${world.origin}/`)
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'authenticated' })
  })

  it('[row: redirect/reload] a reload of the callback page, once done, finds the session and redeems nothing', async () => {
    const page = await world.signIn(profile)
    await page.reload()

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'none' } })
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'authenticated' })
    expect(world.countTokenRequests('authorization_code')).toBe(1)
  })

  it('[row: redirect/reload] while the code is on its way: nobody is signed in, nothing is left behind, and the button works', async () => {
    await world.platform.control.addFault({ kind: 'delay', before: 'reply', endpoint: 'token', milliseconds: 1000, times: 1 })
    const page = await world.openPage(profile)
    const sent = page.waitForRequest(world.platform.endpoints.token ?? '')
    await leaveForPlatform(page)
    await sent
    await page.reload()

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'none' } })
    expect(await page.evaluate(() => app.client.restore())).toMatchObject({ status: 'unauthenticated', reason: 'signed_out' })
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('pending')))).toEqual([])
    await leaveForPlatform(page)
    await page.waitForFunction(() => app.client.session.status === 'authenticated')
  })

  it('[row: redirect/old link] the used link, opened again, leaves the session; without one it says so', async () => {
    const page = await world.openPage(profile)
    const reply = await catchReply(page)
    await page.goto(reply)
    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'signed_in' } })

    await page.goto(reply)
    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'not_ours' } })
    await page.evaluate(() => app.client.logout())
    await page.goto(reply)
    expect(await outcomeOf(page)).toMatchObject({ code: 'state_lost', action: 'login' })
    expect(world.countTokenRequests('authorization_code')).toBe(1)
  })

  it('[row: redirect/StrictMode] two calls redeem once, and both hear how it went', async () => {
    const page = await world.signIn(profile)

    expect(await page.evaluate(() => app.secondCallback)).toMatchObject({ value: { outcome: 'signed_in' } })
    expect(world.countTokenRequests('authorization_code')).toBe(1)
  })

  it('[row: redirect/two tabs] one reply in two tabs is redeemed once, and both are signed in', async () => {
    const page = await world.openPage(profile)
    const reply = await catchReply(page)
    const other = await profile.newPage()

    await Promise.all([page.goto(reply), other.goto(reply)])
    const outcomes = [await outcomeOf(page), await outcomeOf(other)].map(({ value }) => value)

    expect(outcomes).toContainEqual(expect.objectContaining({ outcome: 'signed_in' }))
    expect(world.countTokenRequests('authorization_code')).toBe(1)
    for (const tab of [page, other]) expect(await tab.evaluate(() => app.client.restore())).toMatchObject({ status: 'authenticated' })
  })

  it('[row: redirect/lost storage] cleared between: says that nobody waits for this reply, and what to do', async () => {
    const page = await world.openPage(profile)
    const reply = await catchReply(page)
    await page.evaluate(() => localStorage.clear())
    await page.goto(reply)

    expect(await outcomeOf(page)).toMatchObject({ code: 'state_lost', action: 'login' })
    expect(page.url()).toBe(`${world.origin}/callback`)
    expect(world.countTokenRequests('authorization_code')).toBe(0)
  })

  it.each([
    [
      'throws when it is named',
      () =>
        Object.defineProperty(globalThis, 'localStorage', {
          get: () => {
            throw new DOMException('', 'SecurityError')
          },
        }),
    ],
    [
      'is blocked, and locks with it',
      () => {
        const refuse = (): never => {
          throw new DOMException('', 'SecurityError')
        }
        Object.defineProperty(globalThis, 'localStorage', { get: refuse })
        LockManager.prototype.request = () => Promise.reject(new DOMException('', 'SecurityError'))
      },
    ],
    [
      'is full',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('', 'QuotaExceededError')
        }
      },
    ],
  ])('[row: redirect/private mode] storage %s: says so before the person leaves, and a popup signs in', async (_name, spoil) => {
    await using _ = await profile.addInitScript(spoil)
    const page = await world.openPage(profile)

    expect(await page.evaluate(() => app.report(app.client.login({ display: 'page' })))).toMatchObject({
      code: 'storage_unavailable',
    })
    expect(page.url()).toBe(`${world.origin}/`)
    expect(await page.evaluate(() => app.report(app.client.login({ display: 'popup' })))).toMatchObject({
      session: { status: 'authenticated' },
    })
  })

  it.each([
    ['a day behind', -DAY],
    ['a day ahead', DAY],
  ])('[row: redirect/wrong clock] %s: signed in, and the token is used until the platform says no', async (_name, offset) => {
    await using wrong = await world.openProfile(browser)
    await wrong.clock.install({ time: Date.now() + offset * 1000 })
    const page = await world.signIn(wrong)

    const profileOfPerson = await page.evaluate(() => app.report(app.client.getProfile()))

    expect(profileOfPerson).toMatchObject({ session: { status: 'authenticated' } })
    expect(world.countTokenRequests('refresh_token')).toBe(0)
  })

  it.each([
    ['forward', DAY],
    ['back', -DAY],
  ])('[row: redirect/wrong clock] put %s by a day while the person was away: signed in', async (_name, offset) => {
    await using wrong = await world.openProfile(browser)
    const page = await world.openPage(wrong)
    const reply = await catchReply(page)
    await wrong.clock.install({ time: Date.now() + offset * 1000 })
    const other = await world.openPage(wrong)
    await other.evaluate(() => app.client.restore()) // sweeps what is old
    await page.goto(reply)

    expect(await outcomeOf(page)).toMatchObject({ value: { outcome: 'signed_in' } })
  })
})
