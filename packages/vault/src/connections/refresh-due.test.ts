import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { recordOf, tokenOf, VaultWorld } from '../../test/vault-world.ts'
import { type KeyManagement, registration } from '../index.ts'

const DAY = 86_400

describe('refreshDue', () => {
  it('refreshes what nobody has used for a week, and nothing before', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(6 * DAY)
    expect(await vault.refreshDue()).toEqual({ refreshed: 0, failed: 0, skipped: 0, more: false })
    await world.clock.advance(DAY)

    expect(await vault.refreshDue()).toEqual({ refreshed: 1, failed: 0, skipped: 0, more: false })
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('keeps a refresh token alive that lapses after thirty days, whatever the idle time is', async () => {
    await using world = new VaultWorld()
    const platforms = [registration({ platform: { ...audius, id: 'platform' }, clientId: 'demo' })]
    const vault = world.process({ platforms, refreshIdleAfterSeconds: 365 * DAY })
    await world.connect(vault)

    const { dueAt } = (await world.store.read(recordOf())) ?? {}
    expect(dueAt).toBe(world.clock.now() + 15 * DAY)
  })

  it('refreshes each connection once, whatever number of processes are at it', async () => {
    await using world = new VaultWorld()
    const processes = [world.process(), world.process(), world.process()]
    for (let person = 0; person < 30; person++) await world.connect(world.process(), 3600, `person-${person}`)
    await world.clock.advance(8 * DAY)
    const rounds = await Promise.all(processes.map((vault) => vault.refreshDue()))

    expect(world.platform.requests).toHaveLength(30)
    expect(rounds.reduce((sum, { refreshed }) => sum + refreshed, 0)).toBe(30)
  })

  it('says when more is due than it may take, and takes the rest next time', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    for (let person = 0; person < 3; person++) await world.connect(vault, 3600, `person-${person}`)
    await world.clock.advance(8 * DAY)

    expect(await vault.refreshDue({ limit: 2 })).toMatchObject({ refreshed: 2, more: true })
    expect(await vault.refreshDue({ limit: 2 })).toMatchObject({ refreshed: 1, more: false })
  })

  it('leaves a platform alone that failed, longer each time', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(8 * DAY)
    const pauses: number[] = []
    for (let round = 0; round < 4; round++) {
      world.platform.faults.push(new Response('<html>', { status: 503 }))
      expect(await vault.refreshDue()).toMatchObject({ failed: 1 })
      expect(await vault.refreshDue()).toMatchObject({ failed: 0, refreshed: 0 })
      const pause = ((await vault.connection('ray', 'platform')).health.nextAttemptAt ?? 0) - world.clock.now()
      pauses.push(pause)
      await world.clock.advance(pause + 1)
    }

    expect(pauses).toEqual(pauses.map((pause, round) => Math.max(pause, 1.4 * (pauses[round - 1] ?? 0))))
    expect(await vault.refreshDue()).toMatchObject({ refreshed: 1 })
  })

  it('tells the app when an access token has ended that nothing can renew', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    const { accessToken } = world.platform.grant()
    await vault.accept('ray', 'platform', { accessToken, expiresAt: new Date((world.clock.now() + 600) * 1000).toISOString() })
    await world.clock.advance(601)
    await vault.refreshDue()

    expect(world.told('reauthorization_required')).toMatchObject([{ userId: 'ray', code: 'session_ended' }])
  })

  it('leaves the process to others between two records, also where the store answers at once', async () => {
    await using world = new VaultWorld()
    for (let person = 0; person < 30; person++) await world.connect(world.process(), 3600, `person-${person}`)
    await world.clock.advance(8 * DAY)
    const stop = new AbortController()
    setImmediate(() => stop.abort())

    const { refreshed } = await world.process().refreshDue({ signal: stop.signal })
    expect(refreshed).toBeLessThan(30)
  })

  it('removes sign-ins that nobody finished', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await vault.connect('ray', 'platform')
    await vault.refreshDue()
    expect(await world.store.list({ collection: 'attempt', limit: 10 })).toHaveLength(1)
    await world.clock.advance(601)
    await vault.refreshDue()

    expect(await world.store.list({ collection: 'attempt', limit: 10 })).toEqual([])
  })

  it('removes them all, however many have been begun: nobody who begins them faster than they go may fill the database', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    for (let attempt = 0; attempt < 230; attempt++) await vault.connect(null, 'platform')
    await world.clock.advance(601)
    await vault.refreshDue({ limit: 10 })

    expect((await world.store.list({ collection: 'attempt', limit: 10 })).length).toBe(0)
  })

  it('lets nobody whose key the key service refuses stand before the others', async () => {
    await using world = new VaultWorld()
    const kms = (keyId: string, isRefused: () => boolean): KeyManagement => ({
      wrap: async (dataKey) => ({ keyId, wrapped: dataKey }),
      async unwrap({ keyId: asked, wrapped }) {
        if (asked === 'tenant' && isRefused()) throw new Error('access denied')
        return wrapped
      },
    })
    await world.connect(world.process({ keys: { kms: kms('tenant', () => false) } }), 3600, 'first')
    await world.clock.advance(60)
    const vault = world.process({ keys: { kms: kms('own', () => true) } })
    await world.connect(vault, 3600, 'second')
    await world.clock.advance(8 * DAY)

    expect(await vault.refreshDue({ limit: 1 })).toMatchObject({ failed: 1, more: true })
    expect(await vault.refreshDue({ limit: 1 })).toMatchObject({ refreshed: 1, more: false })
    expect(world.told('record_unreadable')).toEqual([])
  })
})
