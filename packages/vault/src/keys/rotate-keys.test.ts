import { describe, expect, it } from 'vitest'
import { KEYS, recordOf, tokenOf, VaultWorld } from '../../test/vault-world.ts'
import type { KeyManagement } from '../index.ts'

const NEW_KEY = `k2:${Buffer.alloc(32, 9).toString('base64url')}`

describe('rotateKeys', () => {
  it('seals every token with the new key, so that the old one may go', async () => {
    await using world = new VaultWorld()
    const old = world.process()
    for (let person = 0; person < 120; person++) await world.connect(old, 3600, `person-${person}`)
    const seen: number[] = []
    const both = world.process({ keys: `${NEW_KEY},${KEYS}` })

    expect(await both.rotateKeys({ onProgress: (done) => seen.push(done) })).toEqual({ resealed: 120, unreadable: 0 })
    expect(seen.at(-1)).toBe(120)
    expect(await tokenOf(world.process({ keys: NEW_KEY }), 'person-119')).toBe('at-120')
  })

  it('goes on where it was interrupted', async () => {
    await using world = new VaultWorld()
    for (let person = 0; person < 10; person++) await world.connect(world.process(), 3600, `person-${person}`)
    const vault = world.process({ keys: `${NEW_KEY},${KEYS}` })
    const stop = new AbortController()
    const first = await vault.rotateKeys({ signal: stop.signal, onProgress: (done) => done === 4 && stop.abort() })

    expect(first).toEqual({ resealed: 4, unreadable: 0 })
    expect(await vault.rotateKeys()).toEqual({ resealed: 6, unreadable: 0 })
    expect(await vault.rotateKeys()).toEqual({ resealed: 0, unreadable: 0 })
  })

  it('leaves the process to others between two records, also where the store answers at once', async () => {
    await using world = new VaultWorld()
    for (let person = 0; person < 10; person++) await world.connect(world.process(), 3600, `person-${person}`)
    const stop = new AbortController()
    setImmediate(() => stop.abort())

    const { resealed } = await world.process({ keys: `${NEW_KEY},${KEYS}` }).rotateKeys({ signal: stop.signal })
    expect(resealed).toBeLessThan(10)
  })

  it('counts what no key opens, and leaves it as it is', async () => {
    await using world = new VaultWorld()
    await world.connect(world.process())
    const before = await world.store.read(recordOf())

    expect(await world.process({ keys: NEW_KEY }).rotateKeys()).toEqual({ resealed: 0, unreadable: 1 })
    expect(await world.store.read(recordOf())).toEqual(before)
  })

  it("moves from keys of one's own to a key service, and there from one root key to the next", async () => {
    await using world = new VaultWorld()
    for (let person = 0; person < 3; person++) await world.connect(world.process(), 3600, `person-${person}`)
    const service = (current: string, known: readonly string[]): KeyManagement => ({
      wrap: async (dataKey) => ({ keyId: current, wrapped: dataKey.toReversed() }),
      async unwrap({ keyId, wrapped }) {
        if (!known.includes(keyId)) throw new Error('not our key')
        return wrapped.toReversed()
      },
    })

    expect(await world.process({ keys: { kms: service('one', ['one']), keys: KEYS } }).rotateKeys()).toEqual({ resealed: 3, unreadable: 0 })
    expect(await tokenOf(world.process({ keys: { kms: service('one', ['one']) } }), 'person-2')).toBe('at-3')
    expect(await world.process({ keys: { kms: service('two', ['two', 'one']) } }).rotateKeys()).toEqual({ resealed: 3, unreadable: 0 })
    expect(await tokenOf(world.process({ keys: { kms: service('two', ['two']) } }), 'person-2')).toBe('at-3')
  })

  it('takes nothing away from a refresh that is under way', async () => {
    await using world = new VaultWorld()
    const vault = world.process({ keys: `${NEW_KEY},${KEYS}` })
    await world.connect(world.process())
    await world.clock.advance(3700)
    const answer = Promise.withResolvers<void>()
    world.platform.hold = answer.promise
    const token = tokenOf(world.process())
    await world.clock.advance(1)
    expect(await vault.rotateKeys()).toMatchObject({ resealed: 1 })
    answer.resolve()

    expect(await token).toBe('at-2')
    expect(await tokenOf(vault)).toBe('at-2')
  })
})
