import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { noLock } from '../../test/fake-origin.ts'
import { codeOf, SignInWorld } from '../../test/sign-in-world.ts'

const HOUR = 3600
const html = () => new Response('<html>502</html>', { status: 502, headers: { 'content-type': 'text/html' } })

describe('refresh', () => {
  it.each([
    ['with a lock', {}],
    ['without', { lock: noLock }],
  ])('[trap 2] [RFC 6749 §6] sends one request for ten concurrent calls, %s', async (_name, options) => {
    const world = new SignInWorld()
    const { client, events } = await world.signIn(options)
    await world.clock.advance(HOUR + 1)

    const tokens = await Promise.all(Array.from({ length: 10 }, () => client.getAccessToken()))

    expect(world.server.count('refresh_token')).toBe(1)
    expect(new Set(tokens).size).toBe(1)
    expect(events).toEqual(['signed_in', 'refreshed'])
  })

  it('[trap 2] sends one request for two tabs that share a lock, and both have the new token', async () => {
    const world = new SignInWorld()
    const one = await world.signIn()
    const other = world.openTab()
    await world.clock.advance(HOUR + 1)

    const tokens = await Promise.all([one.client.getAccessToken(), other.client.getAccessToken()])

    expect(world.server.count('refresh_token')).toBe(1)
    expect(tokens[0]).toBe(tokens[1])
    expect(other.client.session.status).toBe('authenticated')
  })

  it('[trap 2] [RFC 9700 §4.14] without locks, the tab that came second adopts what the first one got', async () => {
    const world = new SignInWorld()
    const one = await world.signIn({ lock: noLock })
    const other = world.openTab(undefined, { lock: noLock })
    await world.clock.advance(HOUR + 1)

    await Promise.allSettled([one.client.getAccessToken(), other.client.getAccessToken()])
    await settle()

    expect(world.server.count('refresh_token')).toBe(2)
    expect(await one.client.getAccessToken()).toBe(await other.client.getAccessToken())
    expect([one.client.session.status, other.client.session.status]).toEqual(['authenticated', 'authenticated'])
  })

  describe('behind another tab, whose writing is shown late', () => {
    it('does not send what that one has spent', async () => {
      const world = new SignInWorld()
      const one = await world.signIn()
      let isShown = false
      const other = world.openLateTab(() => isShown)
      await world.clock.advance(HOUR + 1)
      const token = await one.client.getAccessToken()
      const same = other.client.getAccessToken()
      await settle()
      isShown = true
      await world.clock.advance(2)

      expect(await same).toBe(token)
      expect(world.server.count('refresh_token')).toBe(1)
    })

    it('refreshes by itself when that one did not', async () => {
      const world = new SignInWorld()
      await world.signIn()
      const other = world.openLateTab(() => true)
      await world.clock.advance(HOUR + 1)
      const token = other.client.getAccessToken()
      await settle()
      expect(world.server.count('refresh_token')).toBe(0)
      await world.clock.advance(2)

      expect(await token).toMatch(/^access-/)
      expect(world.server.count('refresh_token')).toBe(1)
    })
  })

  it('keeps the winner signed in when the loser hears its refusal before the winner has written', async () => {
    const world = new SignInWorld()
    const winner = await world.signIn({ lock: noLock })
    const loser = world.openTab(undefined, { lock: noLock })
    await world.clock.advance(HOUR + 1)
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise

    const won = winner.client.getAccessToken()
    await settle()
    world.server.hold = undefined
    const lost = await codeOf(loser.client.getAccessToken())
    release.resolve()
    await won
    await settle()

    expect(lost).toBe('session_ended')
    expect(winner.client.session.status).toBe('authenticated')
    expect(loser.client.session.status).toBe('authenticated')
  })

  it('goes on in the background a minute early, and returns the old token meanwhile', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const old = await client.getAccessToken()
    await world.clock.advance(HOUR - 59)

    expect(await client.getAccessToken()).toBe(old)
    await settle()
    expect(await client.getAccessToken()).not.toBe(old)
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('does not refresh before that', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    await world.clock.advance(HOUR - 61)

    await client.getAccessToken()
    await settle()

    expect(world.server.count('refresh_token')).toBe(0)
  })

  it('[trap 8] [RFC 6749 §6] keeps the old refresh token when the response brings none', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    world.server.rotates = false

    await client.refresh()
    await client.refresh()

    expect(world.server.count('refresh_token')).toBe(2)
    expect(client.session.status).toBe('authenticated')
  })

  it('[trap 8] [RFC 6749 §5.1] treats a missing expires_in as unknown: no refresh until the platform refuses', async () => {
    const world = new SignInWorld()
    world.server.expiresIn = undefined
    const { client } = await world.signIn()
    await world.clock.advance(400 * 86_400)

    await client.getAccessToken()
    world.server.expireAccessTokens()
    const response = await client.fetch(`${audius.issuer}/v1/tracks`)

    expect(response.status).toBe(200)
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('[RFC 6749 §5.2] ends the session on invalid_grant when no other tab has newer tokens', async () => {
    const world = new SignInWorld()
    const { client, events } = await world.signIn()
    world.server.revokeAll()
    await world.clock.advance(HOUR + 1)

    expect(await codeOf(client.getAccessToken())).toBe('session_ended')
    expect(client.session).toEqual({ status: 'unauthenticated', reason: 'session_ended' })
    expect(events).toContain('ended:session_ended')
    expect(await codeOf(client.getAccessToken())).toBe('session_ended')
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('ends a session that has no refresh token when its access token is over', async () => {
    const world = new SignInWorld()
    world.server.sendsRefreshToken = false
    const { client } = await world.signIn()
    await world.clock.advance(HOUR + 1)

    expect(await codeOf(client.getAccessToken())).toBe('session_ended')
    expect(client.session.status).toBe('unauthenticated')
  })
})

describe('a failure that says nothing about the session keeps it', () => {
  const cases = [
    ['a 503', () => new Response('', { status: 503 }), 'provider_unavailable'],
    ['[trap 7] HTML from a gateway', html, 'provider_unavailable'],
    ['[trap 7] HTML with 403 from a content network', () => new Response('<html>', { status: 403 }), 'provider_unavailable'],
    ['[trap 7] HTML with status 200', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'provider_unavailable'],
    ['server_error', () => Response.json({ error: 'server_error' }, { status: 400 }), 'provider_unavailable'],
    ['429', () => new Response('', { status: 429, headers: { 'retry-after': '7' } }), 'rate_limited'],
    ['invalid_client', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'configuration'],
    ['a page not found', () => new Response('no', { status: 404 }), 'invalid_response'],
    ['JSON without an access token', () => Response.json({ ok: true }), 'invalid_response'],
    ['half a JSON text', () => new Response('{"access_', { headers: { 'content-type': 'application/json' } }), 'refresh_uncertain'],
    ['a broken connection', 'break-before', 'refresh_uncertain'],
  ] as const

  it.each(cases)('%s', async (_name, fault, code) => {
    const world = new SignInWorld()
    const { client, events } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    world.server.faults.push(fault)

    expect(await codeOf(client.getAccessToken())).toBe(code)
    expect(client.session).toMatchObject({ status: 'unknown', reason: code })
    expect(world.server.count('refresh_token')).toBe(1) // never repeated blindly

    await world.clock.advance(31)
    await client.getAccessToken()
    expect(client.session.status).toBe('authenticated')
    expect(events).not.toContain('ended:session_ended')
  })

  it('no network: sends nothing', async () => {
    const world = new SignInWorld()
    const { client, page } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    page.online = false

    expect(await codeOf(client.getAccessToken())).toBe('offline')
    expect(client.session).toMatchObject({ status: 'unknown', reason: 'offline' })
    expect(world.server.count('refresh_token')).toBe(0)
  })

  it('[row: refresh/offline] a network that goes while the reply is on its way leaves a lost reply: the token may be spent', async () => {
    const world = new SignInWorld()
    const { client, page } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise
    world.server.faults.push('break-after')
    const code = codeOf(client.getAccessToken())
    await settle()
    page.online = false
    release.resolve()

    expect(await code).toBe('refresh_uncertain')
  })

  it('stays authenticated while the access token still works', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    await world.clock.advance(HOUR - 30)
    world.server.faults.push(html)

    await client.getAccessToken()
    await settle()

    expect(client.session.status).toBe('authenticated')
  })

  it('[RFC 6585 §4] sends nothing before Retry-After has passed', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    world.server.faults.push(() => new Response('', { status: 429, headers: { 'retry-after': '60' } }))
    await codeOf(client.getAccessToken())

    await world.clock.advance(20)
    await expect(client.getAccessToken()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 40, retryable: true })
    await world.clock.advance(39.8)
    // Who asks again meanwhile has not to wait longer.
    await expect(client.getAccessToken()).rejects.toMatchObject({ retryAfterSeconds: 1 })
    await world.clock.advance(0.5)
    expect(world.server.count('refresh_token')).toBe(1)
    await client.getAccessToken()
    expect(world.server.count('refresh_token')).toBe(2)
  })
})

describe('a lost reply', () => {
  it('is refresh_uncertain, and session_ended only when the platform has said no to a second try', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    world.server.faults.push('break-after')

    expect(await codeOf(client.getAccessToken())).toBe('refresh_uncertain')
    expect(client.session).toMatchObject({ status: 'unknown', reason: 'refresh_uncertain' })
    await expect(client.getAccessToken()).rejects.toMatchObject({ code: 'session_ended', cause: { code: 'refresh_uncertain' } })
  })

  it('is not tried again on a strict platform while the access token works: the repeat could end it', async () => {
    const world = new SignInWorld(audius)
    const { client } = await world.signIn()
    await world.clock.advance(HOUR - 50)
    world.server.faults.push('break-after')

    for (let use = 0; use < 5; use++) {
      await client.getAccessToken()
      await world.clock.advance(8)
    }

    expect(world.server.count('refresh_token')).toBe(1)
    expect(client.session.status).toBe('authenticated')
  })

  it('is tried again soon where a repeated refresh is answered', async () => {
    const world = new SignInWorld({ ...standard, issuerIsPlaceholder: false })
    const { client } = await world.signIn()
    await world.clock.advance(HOUR - 50)
    world.server.faults.push('break-before')

    await client.getAccessToken()
    await world.clock.advance(6)
    await client.getAccessToken()
    await settle()

    expect(world.server.count('refresh_token')).toBe(2)
  })
})

describe('a lost reply where a repeat is answered', () => {
  const graceful = { ...standard, issuerIsPlaceholder: false }

  it('is asked for again by itself, once, while the platform still knows it', async () => {
    const world = new SignInWorld(graceful)
    const { client } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    world.server.faults.push('break-before')
    expect(await codeOf(client.getAccessToken())).toBe('refresh_uncertain')

    await world.clock.advance(6)

    expect(world.server.count('refresh_token')).toBe(2)
    expect(client.session.status).toBe('authenticated')
  })

  it('is not asked for again and again', async () => {
    const world = new SignInWorld(graceful)
    const { client } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    world.server.faults.push(...Array.from({ length: 9 }, () => 'break-before' as const))
    await codeOf(client.getAccessToken())

    await world.clock.advance(600)

    expect(world.server.count('refresh_token')).toBe(2)
    expect(client.session).toMatchObject({ status: 'unknown', reason: 'refresh_uncertain' })
  })
})

describe('the age of a token', () => {
  it('is counted from the request: its reply may have waited for a machine that slept', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise
    const refreshed = client.refresh()
    await world.clock.advance(2 * HOUR)
    world.server.hold = undefined
    release.resolve()
    await refreshed
    await client.getAccessToken()

    expect(world.server.count('refresh_token')).toBe(2)
  })

  it.each([
    ['half a minute', 30, 0],
    ['a day', 24 * HOUR, 1],
  ])('is unknown when the clock was put back by much: %s', async (_name, seconds, requests) => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    await world.clock.advance(-seconds)

    await client.getAccessToken()
    await client.getAccessToken()

    expect(world.server.count('refresh_token')).toBe(requests)
  })

  it('does not end a session that cannot be refreshed when the clock was put back', async () => {
    const world = new SignInWorld()
    world.server.sendsRefreshToken = false
    const { client } = await world.signIn()
    await world.clock.advance(-24 * HOUR)

    expect(await codeOf(client.getAccessToken())).toBeUndefined()
  })
})

describe('waking', () => {
  it('checks the session, so that whoever listens hears of it', async () => {
    const world = new SignInWorld()
    const { page } = await world.signIn()
    await world.clock.advance(HOUR + 1)
    page.wake()
    await settle()
    expect(world.server.count('refresh_token')).toBe(1)
  })
})

describe('a refresh that comes back too late', () => {
  it('does not sign in again whoever logged out meanwhile, and revokes what it got', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise
    const refreshed = codeOf(client.refresh())
    await settle()
    world.server.hold = undefined
    await client.logout()
    release.resolve()

    expect(await refreshed).toBe('not_signed_in')
    expect(client.session.status).toBe('unauthenticated')
    expect(world.server.received.filter(({ url }) => url === audius.endpoints.revocation)).toHaveLength(2)
    expect([...world.origin.texts.keys()].filter((key) => key.endsWith('/session'))).toEqual([])
  })

  it('does not write over the session of a person who signed in meanwhile', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise
    const refreshed = client.refresh()
    await settle()
    world.server.hold = undefined
    const newcomer = await world.signIn()
    const token = await newcomer.client.getAccessToken()
    release.resolve()
    await refreshed

    expect(await client.getAccessToken()).toBe(token)
  })
})
