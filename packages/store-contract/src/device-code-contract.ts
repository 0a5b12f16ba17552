import type { DeviceAuthorization } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { type ContractWorld, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

const INTERVAL = 5

/** What every engine promises about the codes of devices without a browser. */
export function describeDeviceCodes(openStore: OpenStore): void {
  describe('deviceCodes', () => {
    it('[RFC 8628 §3.3] finds what waits under a user code, until it is decided or expires', () =>
      withWorld(openStore, async (world) => {
        const { store } = world
        const device = deviceOf(world, 'BCDFGHJK')
        await store.deviceCodes.issue(world.createKey(), device)

        const found = await store.deviceCodes.findByUserCode('BCDFGHJK', START)
        const late = await store.deviceCodes.findByUserCode('BCDFGHJK', device.expiresAt)
        await store.deviceCodes.decide('BCDFGHJK', null, START)

        expect(found).toEqual(device)
        expect(late).toBeUndefined()
        expect(await store.deviceCodes.findByUserCode('BCDFGHJK', START)).toBeUndefined()
        expect(await store.deviceCodes.findByUserCode('ZZZZZZZZ', START)).toBeUndefined()
      }))

    it('[RFC 8628 §6.1] gives a user code to one waiting device, and again once that one is through', () =>
      withWorld(openStore, async (world) => {
        const { store } = world
        const issue = () => store.deviceCodes.issue(world.createKey(), deviceOf(world, 'BCDFGHJK'))

        const counts = await raceOutcomes(issue)
        await store.deviceCodes.decide('BCDFGHJK', null, START)

        expect(counts).toEqual({ issued: 1, user_code_taken: RACERS - 1 })
        expect(await issue()).toEqual({ outcome: 'issued' })
      }))

    it('[RFC 8628 §3.5] is pending until somebody decides, then gives one grant to fifty concurrent polls', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const key = world.createKey()
        await store.deviceCodes.issue(key, deviceOf(world, 'BCDFGHJK'))
        const issued = world.createGrant()
        const poll = (now: number) => pollOf(world, key, now, () => issued)

        const before = await poll(START)
        await store.deviceCodes.decide('BCDFGHJK', { userId: user.id, authenticatedAt: START - 5 }, START)
        const counts = await raceOutcomes(() => poll(START + INTERVAL))

        expect(before).toEqual({ outcome: 'pending' })
        expect(counts).toEqual({ issued: 1, unknown: RACERS - 1 })
        expect(await poll(START + 60)).toEqual({ outcome: 'unknown', reason: 'device_code_spent' })
        expect(await world.isActive(issued.accessToken.key)).toBe(true)
      }))

    it('is decided once among fifty concurrent decisions', () =>
      withWorld(openStore, async (world) => {
        await world.store.deviceCodes.issue(world.createKey(), deviceOf(world, 'BCDFGHJK'))
        const by = { userId: world.user.id, authenticatedAt: START }

        expect(await raceOutcomes(() => world.store.deviceCodes.decide('BCDFGHJK', by, START))).toEqual({ decided: 1, unknown: RACERS - 1 })
      }))

    it('[RFC 8628 §3.5] slows a device down that polls too fast, by five seconds each time', () =>
      withWorld(openStore, async (world) => {
        const key = world.createKey()
        await world.store.deviceCodes.issue(key, deviceOf(world, 'BCDFGHJK'))
        const outcomes: string[] = []
        for (const after of [0, 2, 8, 22, 37]) outcomes.push((await pollOf(world, key, START + after)).outcome)

        expect(outcomes).toEqual(['pending', 'slow_down', 'slow_down', 'pending', 'pending'])
      }))

    it('[RFC 8628 §3.5] tells a refusal from an end, and nothing to another client', () =>
      withWorld(openStore, async (world) => {
        const { store, createKey } = world
        const [denied, expired] = [createKey(), createKey()]
        await store.deviceCodes.issue(denied, deviceOf(world, 'BBBBBBBB'))
        await store.deviceCodes.issue(expired, deviceOf(world, 'CCCCCCCC'))
        await store.deviceCodes.decide('BBBBBBBB', null, START)
        const other = await world.addClient()
        const foreign = await store.deviceCodes.poll(denied, { clientId: other.id, intervalSeconds: INTERVAL }, START, () =>
          world.createGrant(),
        )

        expect(foreign).toEqual({ outcome: 'unknown', reason: 'device_code_other_client' })
        expect(await pollOf(world, denied, START)).toEqual({ outcome: 'denied' })
        expect(await pollOf(world, expired, START + 900)).toEqual({ outcome: 'expired' })
        expect(await pollOf(world, createKey(), START)).toEqual({ outcome: 'unknown', reason: 'device_code_unknown' })
      }))

    it('gives nothing once the person or the client is disabled', () =>
      withWorld(openStore, async (world) => {
        const { store, user, opened } = world
        const key = world.createKey()
        await store.deviceCodes.issue(key, deviceOf(world, 'BCDFGHJK'))
        await store.deviceCodes.decide('BCDFGHJK', { userId: user.id, authenticatedAt: START }, START)
        await opened.disable('user', user.id, START)

        expect(await pollOf(world, key, START)).toEqual({ outcome: 'unknown', reason: 'account_disabled' })
      }))
  })
}

function deviceOf({ client }: ContractWorld, userCode: string): DeviceAuthorization {
  return { clientId: client.id, userCode, scope: ['profile'], createdAt: START, expiresAt: START + 900 }
}

function pollOf(world: ContractWorld, key: Uint8Array, now: number, issue = () => world.createGrant()) {
  return world.store.deviceCodes.poll(key, { clientId: world.client.id, intervalSeconds: INTERVAL }, now, issue)
}
