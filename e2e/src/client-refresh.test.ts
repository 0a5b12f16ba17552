import { setTimeout } from 'node:timers/promises'
import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type SignInApp, startSignInApp } from './sign-in-app.ts'
import { findProcesses } from './stand-still.ts'

const HOUR = 3600
const TEN_YEARS = 315_360_000

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

const refresh = (page: Page) => page.evaluate(() => app.report(app.client.refresh()))
const getToken = (page: Page) => page.evaluate(() => app.report(app.client.getAccessToken()))
const getTokens = (page: Page, count: number) =>
  page.evaluate((times) => Promise.all(Array.from({ length: times }, () => app.report(app.client.getAccessToken()))), count)
const statusOf = (page: Page) => page.evaluate(() => app.client.session)

describe.each([
  ['standard', standard],
  ['audius', audius],
] as const)('refreshing with %s', (_name, description: PlatformDescription) => {
  let world: SignInApp
  let profile: BrowserContext
  beforeAll(async () => {
    world = await startSignInApp(description)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    profile = await world.reopenProfile(browser)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)
    world.platform.control.clearRequests()
  })
  afterEach(() => world.platform.control.clearFaults())

  /** Time goes on, here and at the platform: a laptop asleep, or a long afternoon. */
  const pass = async (seconds: number) => {
    world.platform.control.moveClock(seconds)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)
  }
  /** Signed in, with an access token that is over. */
  const openExpired = async (tabs: number) => {
    const first = await world.signIn(profile)
    const pages = [first]
    while (pages.length < tabs) pages.push(await world.openPage(profile))
    for (const page of pages) await page.evaluate(() => app.client.restore())
    await pass(HOUR + 10)
    return pages
  }
  const openOneExpired = async () => {
    const page = await world.signIn(profile)
    await pass(HOUR + 10)
    return page
  }
  const tokensOf = (reports: readonly { readonly value?: unknown }[]) => new Set(reports.map(({ value }) => value))

  it('[row: refresh/ten calls] one request, and one new token for all', async () => {
    const page = await openOneExpired()
    const reports = await getTokens(page, 10)

    expect(tokensOf(reports).size).toBe(1)
    expect(reports[0]).toMatchObject({ value: expect.any(String), session: { status: 'authenticated' } })
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it.each([
    ['Web Locks', () => undefined],
    ['no Web Locks', () => Reflect.deleteProperty(Navigator.prototype, 'locks')],
  ])('[row: refresh/two tabs] one request for two tabs with %s, and the loser has the same token', async (_how, prepare) => {
    await using _ = await profile.addInitScript(prepare)
    const pages = await openExpired(3)
    const reports = (await Promise.all(pages.map((page) => getTokens(page, 3)))).flat()

    expect(tokensOf(reports).size).toBe(1)
    expect(reports.map(({ session }) => session.status)).toEqual(Array.from({ length: 9 }, () => 'authenticated'))
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it('[row: refresh/two tabs: slow storage] one request though tabs are shown late what the first of them has written', async () => {
    const pages = await openExpired(3)
    const storage = await findProcesses(browser, (type) => type.startsWith('storage.'))
    storage.stop()
    const reports = Promise.all(pages.map((page) => getToken(page)))
    await setTimeout(1200)
    storage.goOn()

    expect(tokensOf(await reports).size).toBe(1)
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it('[row: refresh/early] before the end, in the background: the old token is handed out, and works', async () => {
    const page = await world.signIn(profile)
    const before = await getToken(page)
    await pass(HOUR - 30)
    await world.platform.control.addFault({ kind: 'delay', endpoint: 'token', milliseconds: 300 })

    expect(await getToken(page)).toEqual(before)
    expect(await page.evaluate(async () => (await app.client.fetch(app.client.endpoints.userinfo)).status)).toBe(200)
    await page.waitForFunction(() => app.events.includes('refreshed'))
    expect((await getToken(page)).value).not.toBe(before.value)
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it.each([
    ['500', { kind: 'server_error', status: 500 }, 'provider_unavailable'],
    ['503 with a page of HTML', { kind: 'server_error', status: 503 }, 'provider_unavailable'],
    ['503 that a page may not read', { kind: 'server_error', status: 503, cors: false }, 'refresh_uncertain'],
    ['HTML in place of JSON', { kind: 'malformed' }, 'provider_unavailable'],
  ] as const)('[row: refresh/%s] keeps the session, and goes on later', async (_fault, fault, code) => {
    const page = await openOneExpired()
    await world.platform.control.addFault({ ...fault, endpoint: 'token', times: 1 })

    expect(await getToken(page)).toMatchObject({ code, action: 'retry', session: { status: 'unknown', reason: code } })
    expect(await getToken(page)).toMatchObject({ session: { status: 'authenticated' } })
    expect(await page.evaluate(() => app.events)).not.toContain('ended: session_ended')
  })

  it('[row: refresh/offline] sends nothing, keeps the session, and goes on by itself when the network is back', async () => {
    const page = await openOneExpired()
    await profile.setOffline(true)
    expect(await getToken(page)).toMatchObject({ code: 'offline', session: { status: 'unknown', reason: 'offline' } })
    expect(world.countTokenRequests('refresh_token')).toBe(0)

    await profile.setOffline(false)
    await page.waitForFunction(() => app.client.session.status === 'authenticated')
  })

  it('[row: refresh/offline] a platform on this machine is asked all the same', async () => {
    const page = await openOneExpired()
    await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => false }))

    expect(await getToken(page)).toMatchObject({ session: { status: 'authenticated' } })
  })

  it.each(['namenotresolved', 'connectionrefused', 'internetdisconnected'])('[row: refresh/%s] keeps the session', async (reason) => {
    const page = await openOneExpired()
    await page.route(world.platform.endpoints.token ?? '', (route) => route.abort(reason))
    expect(await getToken(page)).toMatchObject({ action: 'retry', session: { status: 'unknown' } })

    await page.unrouteAll()
    expect(await getToken(page)).toMatchObject({ session: { status: 'authenticated' } })
  })

  it('[row: refresh/429] waits as long as it is told to, sending nothing, and keeps the session', async () => {
    const page = await openOneExpired()
    await world.platform.control.addFault({ kind: 'rate_limit', retryAfterSeconds: 40, endpoint: 'token', times: 1 })

    expect(await getToken(page)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 40, session: { status: 'unknown' } })
    expect(await getToken(page)).toMatchObject({ code: 'rate_limited' })
    expect(world.countTokenRequests('refresh_token')).toBe(1)
    await pass(41)
    expect(await getToken(page)).toMatchObject({ session: { status: 'authenticated' } })
  })

  it.each(['refresh_token', 'expires_in', 'token_type'] as const)(
    '[row: refresh/no %s] in any reply: signed in, and stays so',
    async (member) => {
      await world.platform.control.addFault({ kind: 'malformed', omit: [member], endpoint: 'token' })
      const page = await world.signIn(profile)
      if (member === 'refresh_token') await world.platform.control.clearFaults()
      expect(await page.evaluate(() => app.client.session)).toMatchObject({ status: 'authenticated' })
      if (member !== 'refresh_token') {
        expect(await refresh(page)).toMatchObject({ session: { status: 'authenticated' } })
        expect(await page.evaluate(async () => (await app.client.fetch(app.client.endpoints.userinfo)).status)).toBe(200)
      }
    },
  )

  it('[row: refresh/no refresh_token] in a refresh: the old one is kept', async () => {
    const page = await world.signIn(profile)
    const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
    const before = /refreshToken[^,]+/.exec(await stored())?.[0]
    await world.platform.control.addFault({ kind: 'malformed', omit: ['refresh_token'], endpoint: 'token', times: 1 })
    await refresh(page)

    expect(await page.evaluate(() => app.events)).toContain('refreshed')
    expect(await stored()).toContain(before)
  })

  it.each(['visibilitychange', 'online'])(
    '[row: refresh/sleep and wake] at %s a session that slept is refreshed before anybody asks',
    async (event) => {
      const page = await openOneExpired()
      await page.evaluate((name) => (name === 'online' ? globalThis : document).dispatchEvent(new Event(name)), event)

      await page.waitForFunction(() => app.events.includes('refreshed'))
      expect(await statusOf(page)).toMatchObject({ status: 'authenticated' })
      expect(world.countTokenRequests('refresh_token')).toBe(1)
    },
  )

  it('[row: refresh/clock put back] a token whose age nobody knows is refreshed, not handed out dead', async () => {
    const page = await world.signIn(profile)
    const before = await getToken(page)
    world.platform.control.moveClock(HOUR + 10)
    await profile.clock.setSystemTime(Date.now() - 86_400_000)

    const after = await getToken(page)
    expect(after).toMatchObject({ session: { status: 'authenticated' } })
    expect(after.value).not.toBe(before.value)
  })

  it('[row: refresh/dead refresh token] every waiting call settles at once, with one error, in every tab', async () => {
    const pages = await openExpired(2)
    await world.platform.control.revoke({ username: 'mira' })
    const reports = (await Promise.all(pages.map((page) => getTokens(page, 10)))).flat()

    expect(new Set(reports.map(({ code }) => code))).toEqual(new Set(['session_ended']))
    expect(world.countTokenRequests('refresh_token')).toBe(1)
    for (const page of pages) {
      await page.waitForFunction(() => app.client.session.status === 'unauthenticated')
      expect(await page.evaluate(() => app.events.filter((name) => name.startsWith('ended')))).toEqual(['ended: session_ended'])
    }
  })
})

describe('a lost reply', () => {
  it('[row: refresh/lost reply] where a repeat is answered: a state of its own, and goes on by itself', async () => {
    await using world = await startSignInApp(standard)
    await using profile = await world.openProfile(browser)
    await profile.clock.install()
    const page = await world.signIn(profile)
    await world.platform.control.addFault({ kind: 'drop_reply', sent: 'half', endpoint: 'token', times: 1 })
    world.platform.control.moveClock(HOUR + 10)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)

    expect(await getToken(page)).toMatchObject({ code: 'refresh_uncertain', session: { status: 'unknown', reason: 'refresh_uncertain' } })
    await profile.clock.runFor(5000)
    await page.waitForFunction(() => app.client.session.status === 'authenticated')
    expect(world.countTokenRequests('refresh_token')).toBe(2)
  })

  it('[row: refresh/lost reply] where it is not: says so, and that it was the lost reply that ended it', async () => {
    await using world = await startSignInApp(audius)
    await using profile = await world.openProfile(browser)
    const page = await world.signIn(profile)
    await world.platform.control.addFault({ kind: 'drop_reply', sent: 'half', endpoint: 'token', times: 1 })
    world.platform.control.moveClock(HOUR + 10)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)

    expect(await getToken(page)).toMatchObject({ code: 'refresh_uncertain', action: 'retry' })
    expect(await getToken(page)).toMatchObject({ code: 'session_ended', action: 'login', cause: 'refresh_uncertain' })
  })

  it('[row: refresh/lost reply] a page that was left while it refreshed goes on where a repeat is answered', async () => {
    await using world = await startSignInApp(standard)
    await using profile = await world.openProfile(browser)
    const page = await world.signIn(profile)
    world.platform.control.moveClock(HOUR + 10)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)
    await world.platform.control.addFault({ kind: 'delay', before: 'reply', endpoint: 'token', milliseconds: 1000, times: 1 })
    const sent = page.waitForRequest(world.platform.endpoints.token ?? '')
    await page.evaluate(() => void app.client.getAccessToken().catch(() => undefined))
    await sent
    await page.reload()

    expect(await getToken(page)).toMatchObject({ session: { status: 'authenticated' } })
  })
})

describe('a token of ten years', () => {
  it('[row: refresh/ten years] sets no timer that overflows, and refreshes nothing', async () => {
    const tenYears = { ...standard, id: 'ten-years', tokens: { ...standard.tokens, accessTokenLifetimeSeconds: TEN_YEARS } }
    await using world = await startSignInApp(tenYears)
    await using profile = await world.openProfile(browser)
    await profile.addInitScript(() => {
      const delays: number[] = []
      const setTimer = globalThis.setTimeout
      Object.assign(globalThis, {
        delays,
        setTimeout: (task: TimerHandler, delay = 0) => {
          delays.push(delay)
          return setTimer(task, delay)
        },
      })
    })
    const page = await world.signIn(profile)
    await getTokens(page, 3)

    expect(await page.evaluate('Math.max(0, ...delays)')).toBeLessThan(2 ** 31)
    expect(world.countTokenRequests('refresh_token')).toBe(0)
    world.platform.control.moveClock(26 * 86_400)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)
    expect(await page.evaluate(async () => (await app.client.fetch(app.client.endpoints.userinfo)).status)).toBe(200)
    expect(world.countTokenRequests('refresh_token')).toBe(0)
  })
})
