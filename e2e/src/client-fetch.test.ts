import { createServer, type Server } from 'node:http'
import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type SignInApp, startSignInApp } from './sign-in-app.ts'

describe.each([
  ['standard', standard],
  ['audius', audius],
] as const)('client.fetch with %s', (_name, description: PlatformDescription) => {
  let browser: Browser
  let world: SignInApp
  let profile: BrowserContext
  let stranger: Server
  let strangeOrigin: string
  /** `Authorization` of what another origin was sent. */
  let leaked: (string | undefined)[]

  beforeAll(async () => {
    browser = await launchBrowser()
    world = await startSignInApp(description)
    stranger = createServer((request, response) => {
      leaked.push(request.headers.authorization ?? request.headers['access-control-request-headers'])
      response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end('{}')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const address = stranger.address()
    strangeOrigin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  })
  afterAll(async () => {
    await browser?.close()
    stranger?.close()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    leaked = []
    profile = await world.reopenProfile(browser)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)
  })
  afterEach(() => world.platform.control.clearFaults())

  const statusesOf = () => {
    const { pathname } = new URL(world.platform.endpoints.userinfo)
    return world.platform.control
      .requests()
      .filter(({ method, endpoint, path }) => method !== 'OPTIONS' && (endpoint === 'userinfo' || pathname.endsWith(path)))
      .map(({ status }) => status)
  }
  /** Signed in; the platform no longer takes the access token, which the page cannot know. */
  const openStale = async (): Promise<Page> => {
    const page = await world.signIn(profile)
    world.platform.control.moveClock(3610)
    world.platform.control.clearRequests()
    return page
  }

  it('[row: refresh/401] is answered by one refresh and one retry', async () => {
    const page = await openStale()

    expect(await page.evaluate(async () => (await app.client.fetch(app.client.endpoints.userinfo)).status)).toBe(200)
    expect(statusesOf()).toEqual([401, 200])
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it('[row: refresh/401 in ten calls] share one refresh', async () => {
    const page = await openStale()
    const statuses = await page.evaluate(() =>
      Promise.all(Array.from({ length: 10 }, async () => (await app.client.fetch(app.client.endpoints.userinfo)).status)),
    )

    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(world.countTokenRequests('refresh_token')).toBe(1)
  })

  it('[row: refresh/consumed stream] a body that can be read once is not sent again; the next call has a new token', async () => {
    const page = await openStale()
    let uploads = 0
    await page.route(`${world.platform.url}/uploads`, (route) => {
      uploads += route.request().method() === 'POST' ? 1 : 0
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, content-type' }
      return route.fulfill({ status: route.request().method() === 'POST' ? 401 : 204, headers })
    })
    const statuses = await page.evaluate(async (url) => {
      const once = await app.client.fetch(new Request(`${url}/uploads`, { method: 'POST', body: 'a song' }))
      return [once.status, (await app.client.fetch(app.client.endpoints.userinfo)).status]
    }, world.platform.url)

    expect(statuses).toEqual([401, 200])
    expect(uploads).toBe(1)
    expect(statusesOf()).toEqual([200])
  })

  it('[row: refresh/other origins] are sent no token, nor asked to take one', async () => {
    const page = await world.signIn(profile)
    await page.evaluate((url) => app.client.fetch(`${url}/v1/me`), strangeOrigin)
    await page.evaluate((url) => app.client.fetch(new Request(`${url}/v1/me`)), strangeOrigin)

    expect(leaked).toEqual([undefined, undefined])
  })

  it('[row: refresh/redirect] a token follows nowhere', async () => {
    const page = await world.signIn(profile)
    await page.route(world.platform.endpoints.userinfo, (route) =>
      route.fulfill({ status: 302, headers: { location: `${strangeOrigin}/`, 'access-control-allow-origin': '*' } }),
    )

    expect(await page.evaluate(() => app.report(app.client.fetch(app.client.endpoints.userinfo)))).toHaveProperty('code')
    expect(leaked).toEqual([])
  })
})
