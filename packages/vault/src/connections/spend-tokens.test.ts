import { describe, expect, it } from 'vitest'
import { settle } from '../../../../tools/moved-clock.ts'
import { recordOf, tokenOf, VaultWorld } from '../../test/vault-world.ts'
import type { Vault } from '../index.ts'

const OVER = 3700
const page = (status: number, headers: Record<string, string> = {}): Response =>
  new Response('<html>', { status, headers: { 'content-type': 'text/html', ...headers } })

const failureOf = (vault: Vault): Promise<unknown> => tokenOf(vault).catch((error: unknown) => error)

describe('a refresh whose reply is lost', () => {
  it('is repeated at once, and once, where the platform gives the same answer again', async () => {
    await using world = new VaultWorld('graceful')
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.faults.push('drop')

    expect(await tokenOf(vault)).toBe('at-2')
    expect(world.platform.requests).toHaveLength(2)

    await world.clock.advance(OVER)
    world.platform.faults.push('drop', 'drop')
    expect(await failureOf(vault)).toMatchObject({ code: 'refresh_uncertain', retryable: true })
    expect(world.platform.requests).toHaveLength(4)
  })

  it('is let alone while the access token works, where a second use could end the session', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(3590)
    world.platform.faults.push('drop')
    await tokenOf(vault)
    await settle()
    await vault.refreshDue()

    expect(await tokenOf(vault)).toBe('at-1')
    expect(world.platform.requests).toHaveLength(1)
    expect(world.told('refresh_failed')).toMatchObject([{ code: 'refresh_uncertain', failures: 1 }])

    await world.clock.advance(100)
    expect(await failureOf(vault)).toMatchObject({ code: 'session_ended', cause: { code: 'refresh_uncertain' } })
    expect((await vault.connection('ray', 'platform')).status).toBe('reauthorization_required')
  })

  it('ends after twenty seconds, whatever the platform does', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.hold = new Promise(() => undefined)
    const waiting = failureOf(vault)
    await world.clock.advance(21)

    expect(await waiting).toMatchObject({ code: 'refresh_uncertain' })
    expect(await world.body()).toMatchObject({ status: 'connected', uncertainSince: expect.any(Number) })
  })

  it('is not followed by another that may overtake it, while the platform may not have read it yet', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    const reading = Promise.withResolvers<void>()
    world.platform.hold = reading.promise
    const waiting = failureOf(vault)
    await world.clock.advance(21)
    await waiting
    const meanwhile = await failureOf(world.process())

    expect(meanwhile).toMatchObject({ code: 'refresh_uncertain', retryable: true, retryAfterSeconds: 39 })
    expect(world.platform.requests).toHaveLength(1)
  })
})

describe('a refresh that fails', () => {
  it('without having left the machine is no doubt about the refresh token', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.faults.push('unreachable')

    expect(await failureOf(vault)).toMatchObject({ code: 'provider_unavailable' })
    expect(await world.body()).toMatchObject({ uncertainSince: null })
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it.each([
    ['503', () => page(503), 'provider_unavailable'],
    ['a page of HTML', () => page(200), 'provider_unavailable'],
    ['429', () => page(429), 'rate_limited'],
    ['a client that the platform does not know', () => Response.json({ error: 'invalid_client' }, { status: 401 }), 'configuration'],
  ])('by %s keeps the connection and its token, and is tried again later, not at every use', async (_, answer, code) => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(3545)
    world.platform.faults.push(answer())
    await tokenOf(vault)
    // What reads `Retry-After` is loaded when it is needed, which takes as long as it takes.
    await expect.poll(() => world.told('refresh_failed'), { interval: 1 }).toHaveLength(1)
    for (let use = 0; use < 5; use++) {
      expect(await tokenOf(vault)).toBe('at-1')
      await settle()
    }

    expect(world.platform.requests).toHaveLength(1)
    const { status, health } = await vault.connection('ray', 'platform')
    expect(status).toBe('connected')
    expect(health).toMatchObject({ failure: code, failures: 1, failedAt: world.clock.now() })
    expect(health.nextAttemptAt).toBeGreaterThan(world.clock.now())
    expect(world.told('refresh_failed')).toMatchObject([{ code, failures: 1 }])

    await world.clock.advance(40)
    await tokenOf(vault)
    await settle()
    expect(await tokenOf(vault)).toBe('at-2')
    expect((await vault.connection('ray', 'platform')).health).toMatchObject({ failure: null, failures: 0, nextAttemptAt: null })
  })

  it('[RFC 6585 §4] waits as long as the platform says, also for who has no token', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.faults.push(page(429, { 'retry-after': '300' }))

    expect(await failureOf(vault)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 300 })
    await world.clock.advance(200)
    expect(await failureOf(vault)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.any(Number) })
    expect(world.platform.requests).toHaveLength(1)
    await world.clock.advance(200)
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('waits no longer than a day, whatever the platform says', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.faults.push(page(429, { 'retry-after': '31536000' }))
    await failureOf(vault)
    await world.clock.advance(1.25 * 86_400)

    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('is told to who waited for it in another process, who does not send it again', async () => {
    await using world = new VaultWorld()
    const [holder, waiter] = [world.process(), world.process()]
    await world.connect(holder)
    await world.clock.advance(OVER)
    const answer = Promise.withResolvers<void>()
    world.platform.hold = answer.promise
    world.platform.faults.push('drop')
    const [one, other] = [failureOf(holder), failureOf(waiter)]
    await world.clock.advance(1)
    answer.resolve()
    await world.clock.advance(2)

    expect(await Promise.all([one, other])).toMatchObject([{ code: 'refresh_uncertain' }, { code: 'refresh_uncertain' }])
    expect(world.platform.requests).toHaveLength(1)
  })

  it('[RFC 6749 §5.2] for good tells the app once, and keeps no token that is of no use', async () => {
    await using world = new VaultWorld()
    const [one, other] = [world.process(), world.process()]
    await world.connect(one)
    await world.clock.advance(OVER)
    world.platform.endAll()
    const failures = Promise.all([failureOf(one), failureOf(one), failureOf(other)])
    await world.clock.advance(2)

    for (const failure of await failures) expect(failure).toMatchObject({ code: 'session_ended', action: 'login' })
    expect(world.platform.requests).toHaveLength(1)
    expect(world.told('reauthorization_required')).toMatchObject([{ userId: 'ray', code: 'session_ended' }])
    expect(await world.body()).toMatchObject({ status: 'reauthorization_required', accessToken: null, refreshToken: null, lease: null })
  })
})

describe('a lifetime that makes no sense', () => {
  it('of ten to the power of three hundred seconds costs no token', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.expiresIn = 1e300

    expect(await tokenOf(vault)).toBe('at-2')
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('of no second at all is an unknown one: it does not cost a refresh for each who asks', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    world.platform.expiresIn = 0
    await Promise.all(Array.from({ length: 20 }, () => tokenOf(vault)))

    expect(world.platform.requests).toHaveLength(1)
  })

  it('is not taken from a page', async () => {
    await using world = new VaultWorld()
    const vault = world.process()

    for (const expiresAt of [1e300, -1e300, Number.NaN, 'tomorrow'])
      await expect(vault.accept('ray', 'platform', { accessToken: 'at', expiresAt })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a record that is not as it was written', () => {
  it('is refused, left as it is, and told', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await tokenOf(vault)
    const record = await world.store.read(recordOf())
    if (record === undefined) throw new Error('no record')
    const body = record.body.replace(/("accessToken":"[^"]{40})./, (_, start: string) => `${start}~`)
    await world.store.write({ ...record, version: 'changed', body }, record.version)
    await world.clock.advance(8 * 86_400)

    expect(await failureOf(vault)).toMatchObject({ code: 'record_tampered' })
    expect(await vault.refreshDue()).toMatchObject({ failed: 1 })
    expect(world.told('record_unreadable')).toEqual([{ key: 'platform/ray', code: 'record_tampered' }])
    expect((await world.store.read(recordOf()))?.body).toBe(body)
    expect(world.platform.requests).toEqual([])
    // It does not stand before those that can be refreshed.
    expect(await vault.refreshDue()).toMatchObject({ failed: 0 })
  })

  it('does not open for another person or platform to whom it was copied', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    const record = await world.store.read(recordOf())
    if (record === undefined) throw new Error('no record')
    const body = record.body.replace('"userId":"ray"', '"userId":"eve"')
    await world.store.write({ ...record, key: 'platform/eve', owner: 'eve', body }, null)

    expect(await tokenOf(vault, 'eve').catch((error: unknown) => error)).toMatchObject({ code: 'record_tampered' })
  })

  it('opens again when the right key is back', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    const wrong = world.process({ keys: `k2:${Buffer.alloc(32, 9).toString('base64url')}` })
    await world.clock.advance(OVER)

    expect(await failureOf(wrong)).toMatchObject({ code: 'key_unknown', action: 'fix-config' })
    expect(world.platform.requests).toEqual([])
    expect(await tokenOf(vault)).toBe('at-2')
  })
})
