import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DJANGO_WITH_GRACE, FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, isTokenEndpoint, startForeignWorld } from './start-foreign-world.ts'

/** What keeps a session, in Chromium, against servers that others wrote. */
describe.each(FOREIGN_SERVERS)('a session with $name', (foreign) => {
  let world: ForeignWorld
  beforeAll(async () => {
    world = await startForeignWorld(foreign)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it(`[row: any server/refresh · ${foreign.name}] answers ten calls in each of two tabs with one refresh`, async () => {
    await using visitor = await world.visit()
    const tabs = [await visitor.signIn(), await visitor.open()]
    await world.server.expireAccessTokens()

    const outcomes = await Promise.all(
      tabs.map((tab) => tab.evaluate(() => Promise.all(Array.from({ length: 10 }, () => codeOf(client.getProfile()))))),
    )

    expect(outcomes.flat()).toEqual(Array(20).fill('ok'))
    expect(visitor.refreshes).toHaveLength(1)
  })

  it(`[row: any server/refresh · ${foreign.name}] goes on over five refreshes, each with the token of the one before`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()

    for (let turn = 0; turn < 5; turn++) {
      expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
    }
    const sent = visitor.refreshes.map((request) => new URLSearchParams(request.postData() ?? '').get('refresh_token'))
    expect(new Set(sent).size).toBe(5)
  })

  it(`[row: any server/refresh · ${foreign.name}] names a lost reply, works on with the token it has, and ends in one error when that is over`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    await visitor.loseNextReply()

    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('refresh_uncertain')
    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'authenticated' })
    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('session_ended')
    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'unauthenticated', reason: 'session_ended' })
  })

  it(`[row: any server/refresh · ${foreign.name}] settles every waiting call in two tabs with one error and one request, when the refresh token is dead`, async () => {
    await using visitor = await world.visit()
    const tabs = [await visitor.signIn(), await visitor.open()]
    const token = await tabs[0]?.evaluate(() => refreshToken())
    const revoked = await fetch(world.platform.endpoints.revocation ?? '', {
      method: 'POST',
      body: new URLSearchParams({ token: token ?? '', client_id: world.server.clients.browser }),
    })
    await world.server.expireAccessTokens()

    const outcomes = await Promise.all(
      tabs.map((tab) => tab.evaluate(() => Promise.all(Array.from({ length: 10 }, () => codeOf(client.getProfile()))))),
    )

    expect(revoked.status).toBe(200)
    expect(outcomes.flat()).toEqual(Array(20).fill('session_ended'))
    expect(visitor.refreshes).toHaveLength(1)
  })

  it(`[row: any server/refresh · ${foreign.name}] keeps the session while something in front of the server says 503 in HTML`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    const down = { status: 503, body: '<h1>Down</h1>', contentType: 'text/html', headers: { 'access-control-allow-origin': '*' } }
    await visitor.context.route(isTokenEndpoint, (route) => route.fulfill(down), { times: 1 })

    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('provider_unavailable')
    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
  })

  it(`[row: any server/refresh · ${foreign.name}] keeps the session without a network, and goes on when it is back`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    await visitor.context.setOffline(true)
    const offline = await page.evaluate(() => codeOf(client.refresh()))
    await visitor.context.setOffline(false)

    expect(offline).toBe('offline')
    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
  })
})

describe('a session with a server that answers a lost reply again', () => {
  let world: ForeignWorld
  beforeAll(async () => {
    world = await startForeignWorld(DJANGO_WITH_GRACE)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it(`[row: any server/refresh · ${DJANGO_WITH_GRACE.name}] recovers from a lost reply within the grace period of Django OAuth Toolkit`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    await visitor.loseNextReply()

    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('refresh_uncertain')
    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
    expect(await page.evaluate(() => codeOf(client.getProfile()))).toBe('ok')
  })
})
