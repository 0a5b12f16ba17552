import { describe, expect, it } from 'vitest'
import { MovedClock, settle } from '../../../../tools/moved-clock.ts'
import { recordOf, tokenOf, VaultWorld } from '../../test/vault-world.ts'
import { type KeyManagement, type VaultRecord, type VaultStore, VaultStoreUnavailableError } from '../index.ts'

const OVER = 3700

describe('a refresh', () => {
  it('is not sent while the access token works', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)

    expect(await tokenOf(vault)).toBe('at-1')
    expect(world.platform.requests).toEqual([])
  })

  it('is sent once for fifty who ask at once in each of two processes, and all get its token', async () => {
    await using world = new VaultWorld()
    const processes = [world.process(), world.process()]
    await world.connect(world.process())
    await world.clock.advance(OVER)
    const tokens = Promise.all(processes.flatMap((vault) => Array.from({ length: 50 }, () => tokenOf(vault))))
    await world.clock.advance(2)

    expect(new Set(await tokens)).toEqual(new Set(['at-2']))
    expect(world.platform.requests).toEqual(['refresh_token'])
    expect(world.told('lease_waited')).toHaveLength(1)
    expect(world.told('refreshed')).toHaveLength(1)
  })

  it('goes on beside the answer when the token still works for a moment', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(3590)

    expect(await tokenOf(vault)).toBe('at-1')
    await settle()
    expect(world.told('refreshed')).toMatchObject([{ userId: 'ray', early: true }])
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('by another process is seen at once', async () => {
    await using world = new VaultWorld()
    const [one, other] = [world.process(), world.process()]
    await world.connect(one)
    await tokenOf(one)
    await tokenOf(other)
    await world.clock.advance(OVER)
    await tokenOf(one)

    expect(await tokenOf(other)).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
  })

  it('that a slow process got is kept, although its lease was stolen and the thief was refused', async () => {
    await using world = new VaultWorld()
    const stopped = new MovedClock()
    const sleeper = world.process({ clock: stopped })
    const vault = world.process()
    await world.connect(vault, 10)
    await Promise.all([stopped.advance(100), world.clock.advance(100)])
    const wake = Promise.withResolvers<void>()
    world.platform.hold = wake.promise
    const late = tokenOf(sleeper)
    await settle()
    world.platform.hold = undefined

    const refused = tokenOf(vault).catch((error: unknown) => error)
    await world.clock.advance(120)
    expect(await refused).toMatchObject({ code: 'session_ended', action: 'login' })
    wake.resolve()

    expect(await late).toBe('at-2')
    expect(await world.body()).toMatchObject({ status: 'connected', reason: null, uncertainSince: null })
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('does not leave when its machine slept after the lease was written, and others have what it is for', async () => {
    await using world = new VaultWorld()
    const wake = Promise.withResolvers<void>()
    const sleeper = world.process({ store: sleepAfterWrite(world.store, wake.promise) })
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    const late = tokenOf(sleeper)
    await settle()
    const token = tokenOf(vault)
    await advanceBySeconds(world, 75)
    expect(await token).toBe('at-2')
    wake.resolve()

    expect(await late).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
    expect(world.told('refresh_failed')).toEqual([])
  })

  it('of a machine that slept for long, and was alone, gives its lease back and begins anew', async () => {
    await using world = new VaultWorld()
    const wake = Promise.withResolvers<void>()
    const sleeper = world.process({ store: sleepAfterWrite(world.store, wake.promise) })
    await world.connect(world.process())
    await world.clock.advance(OVER)
    const late = tokenOf(sleeper)
    await world.clock.advance(600)
    wake.resolve()

    expect(await late).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
    expect(await world.body()).toMatchObject({ uncertainSince: null, lease: null })
  })

  it('that comes late takes nothing away from newer tokens', async () => {
    await using world = new VaultWorld()
    const [slow, vault] = [world.process(), world.process()]
    await world.connect(slow)
    await world.clock.advance(OVER)
    const wake = Promise.withResolvers<void>()
    world.platform.hold = wake.promise
    const late = tokenOf(slow)
    await settle()
    await world.connect(vault)
    wake.resolve()

    expect(await late).toBe('at-3')
    expect(await tokenOf(vault)).toBe('at-3')
  })

  it('of somebody who was disconnected meanwhile leaves no token behind that works', async () => {
    await using world = new VaultWorld()
    const [slow, vault] = [world.process(), world.process()]
    await world.connect(slow)
    await world.clock.advance(OVER)
    const wake = Promise.withResolvers<void>()
    world.platform.hold = wake.promise
    const late = tokenOf(slow).catch((error: unknown) => error)
    await settle()
    const gone = vault.connection('ray', 'platform').then((connection) => connection.disconnect())
    await world.clock.advance(12)
    expect(await gone).toMatchObject({ revoked: true })
    wake.resolve()

    expect(await late).toMatchObject({ code: 'not_signed_in' })
    expect(world.platform.revoked).toContain('at-2')
    expect(await world.store.read(recordOf())).toBeUndefined()
  })

  it('whose process died before it wrote is not repeated while the access token works, and ends the connection when it is over', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(3590)
    const dying = world.process({ store: dieAfterWrites(world.store, 1) })
    expect(await tokenOf(dying)).toBe('at-1')
    await settle()
    expect(world.platform.requests).toHaveLength(1)

    await vault.refreshDue()
    expect(await tokenOf(vault)).toBe('at-1')
    expect(world.platform.requests).toHaveLength(1)
    await world.clock.advance(200)
    const over = tokenOf(vault).catch((error: unknown) => error)
    await advanceBySeconds(world, 12)
    expect(await over).toMatchObject({
      code: 'session_ended',
      cause: { code: 'refresh_uncertain' },
    })
    expect(world.told('reauthorization_required')).toMatchObject([{ userId: 'ray', platform: 'platform', code: 'refresh_uncertain' }])
  })

  it('writes its tokens when the database is back, and keeps who waits no longer than ten seconds', async () => {
    await using world = new VaultWorld()
    const outage = { isOver: false }
    const vault = world.process({ store: failWrites(world.store, outage) })
    await world.connect(world.process())
    await world.clock.advance(OVER)
    const waiting = tokenOf(vault).catch((error: unknown) => error)
    await world.clock.advance(11)
    expect(await waiting).toBeInstanceOf(VaultStoreUnavailableError)
    outage.isOver = true
    await world.clock.advance(2)

    expect(await tokenOf(vault)).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
  })

  it('is written by who has it when the database was away for longer than its lease, whoever comes first', async () => {
    await using world = new VaultWorld()
    const outage = await refreshInOutage(world)
    const first = tokenOf(world.process())
    outage.isOver = true
    await advanceBySeconds(world, 17)

    expect(await first).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
    expect(await world.body()).toMatchObject({ status: 'connected', uncertainSince: null, lease: null })
  })

  it('is written by who has it although the note that it is in doubt took the store longer than the grace', async () => {
    await using world = new VaultWorld()
    const outage = await refreshInOutage(world)
    const lock = Promise.withResolvers<void>()
    const write: VaultStore['write'] = async (record, expected) => {
      await lock.promise
      return world.store.write(record, expected)
    }
    const first = tokenOf(world.process({ store: { ...world.store, write } }))
    await advanceBySeconds(world, 11)
    lock.resolve()
    await advanceBySeconds(world, 2)
    outage.isOver = true
    await advanceBySeconds(world, 17)

    expect(await first).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
  })

  it('is left to who has it by whoever looks once, until the grace has long been over', async () => {
    await using world = new VaultWorld()
    await refreshInOutage(world)
    const other = world.process()
    const asked = async (): Promise<number> => {
      await other.refreshDue()
      return world.platform.requests.length
    }
    await asked()
    await world.clock.advance(11)
    const afterGrace = await asked()
    await world.clock.advance(120)
    const longAfter = await asked()

    expect([afterGrace, longAfter]).toEqual([1, 2])
  })

  it('writes its tokens also to a store that says in its own way that it is away', async () => {
    await using world = new VaultWorld()
    const outage = { isOver: false }
    const vault = world.process({ store: failWrites(world.store, outage, () => new Error('read ECONNRESET')) })
    await world.connect(world.process())
    await world.clock.advance(OVER)
    const token = tokenOf(vault).catch((error: unknown) => error)
    await world.clock.advance(5)
    outage.isOver = true
    await world.clock.advance(2)

    expect(await token).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
  })

  it('writes its tokens when the key service is back', async () => {
    await using world = new VaultWorld()
    const outage = { isOver: false }
    const kms: KeyManagement = {
      sealsPerDataKey: 2,
      async wrap(dataKey) {
        if (kmsCalls++ > 0 && !outage.isOver) throw new Error('the key service is away')
        return { keyId: 'root', wrapped: dataKey }
      },
      unwrap: async ({ wrapped }) => wrapped,
    }
    let kmsCalls = 0
    const vault = world.process({ keys: { kms } })
    await world.connect(vault)
    await world.clock.advance(OVER)
    const waiting = tokenOf(vault).catch((error: unknown) => error)
    await world.clock.advance(11)
    expect(await waiting).toMatchObject({ retryable: true })
    outage.isOver = true
    await advanceBySeconds(world, 3)

    expect(await tokenOf(vault)).toBe('at-2')
    expect(world.platform.requests).toHaveLength(1)
  })

  it('is not waited for longer than a lease lasts, though the clock of who died under it was a day ahead', async () => {
    await using world = new VaultWorld()
    const ahead = new MovedClock()
    await ahead.advance(86_400)
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    await ahead.advance(OVER)
    void tokenOf(world.process({ clock: ahead, store: dieAfterWrites(world.store, 1), fetch: () => new Promise(() => undefined) }))
    await settle()
    const waiting = tokenOf(vault)
    await advanceBySeconds(world, 75)

    expect(await Promise.race([waiting, 'still waiting'])).toBe('at-2')
  })

  it('of a dead process keeps nobody from closing', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(OVER)
    void tokenOf(world.process({ store: dieAfterWrites(world.store, 1) }))
    await settle()
    const waiting = tokenOf(vault).catch((error: unknown) => error)
    await world.clock.advance(1)
    const closed = vault.close().then(() => 'closed')
    await world.clock.advance(2)

    expect(await Promise.race([closed, 'still waiting'])).toBe('closed')
    expect(await waiting).toMatchObject({ retryable: true })
  })

  it('that nobody has is asked for again once, after the grace of a dead holder, and not by refreshDue while the token works', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.clock.advance(3590)
    await tokenOf(world.process({ store: dieAfterWrites(world.store, 1) }))
    await world.clock.advance(2)
    await world.store.write({ ...(await storedWithExpiry(world, 1_900_000_000)) }, (await world.store.read(recordOf()))?.version ?? null)
    for (let round = 0; round < 5; round++) {
      await world.clock.advance(100)
      await vault.refreshDue()
    }

    expect(world.platform.requests).toHaveLength(1)
    expect(await world.body()).toMatchObject({ status: 'connected', uncertainSince: expect.any(Number) })
  })
})

/** Moves on second by second: who waits looks, finds, decrypts, and waits again. */
async function advanceBySeconds({ clock }: VaultWorld, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) await clock.advance(1)
}

/** The stored connection, as if its access token ended then. */
async function storedWithExpiry(world: VaultWorld, expiresAt: number): Promise<VaultRecord> {
  const record = await world.store.read(recordOf())
  if (record === undefined) throw new TypeError('Nobody is connected.')
  return { ...record, version: 'longer', body: JSON.stringify({ ...(await world.body()), expiresAt }) }
}

/** A store whose process dies after so many writes: nothing comes back from then on. */
function dieAfterWrites(store: VaultStore, writes: number): VaultStore {
  let left = writes
  return { ...store, write: (record, expected) => (left-- > 0 ? store.write(record, expected) : new Promise(() => undefined)) }
}

/** Has a process refresh while the store takes nothing but the lease, and five minutes pass. The outage is not over yet. */
async function refreshInOutage(world: VaultWorld): Promise<{ isOver: boolean }> {
  const outage = { isOver: false }
  const vault = world.process({ store: failWrites(world.store, outage) })
  await world.connect(world.process())
  await world.clock.advance(OVER)
  const waiting = tokenOf(vault).catch((error: unknown) => error)
  await world.clock.advance(300)
  await waiting
  return outage
}

/** A store whose process hears of its first write when it wakes. */
function sleepAfterWrite(store: VaultStore, wake: Promise<void>): VaultStore {
  return { ...store, write: (record, expected) => store.write(record, expected).then((isWritten) => wake.then(() => isWritten)) }
}

/** A store that takes a lease, and then nothing until it is repaired. */
function failWrites(
  store: VaultStore,
  outage: { readonly isOver: boolean },
  error = (): Error => new VaultStoreUnavailableError('disk full'),
): VaultStore {
  let writes = 0
  return {
    ...store,
    async write(record, expected) {
      if (writes++ > 0 && !outage.isOver) throw error()
      return store.write(record, expected)
    },
  }
}
