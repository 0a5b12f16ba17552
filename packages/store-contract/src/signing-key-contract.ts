import type { SigningKey } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

/** What every engine promises about the keys that sign ID tokens. */
export function describeSigningKeys(openStore: OpenStore): void {
  describe('signingKeys', () => {
    it('adds one of fifty concurrent first keys, and tells everyone which', () =>
      withWorld(openStore, async ({ store }) => {
        const offers = Array.from({ length: RACERS }, (_, index) => keyOf(index))

        const answers = await Promise.all(offers.map((offer) => store.signingKeys.addFirst(offer)))
        const [only, ...others] = await store.signingKeys.list()

        expect(others).toEqual([])
        expect(offers).toContainEqual(only)
        expect(answers).toEqual(Array(RACERS).fill(only))
      }))

    it('puts a new key in front at once, also of one that was added in the same second', () =>
      withWorld(openStore, async ({ store }) => {
        await store.signingKeys.addFirst(keyOf(1))
        const before = await store.signingKeys.list()
        await store.signingKeys.rotate(keyOf(2), START - 1)
        await store.signingKeys.rotate(keyOf(3, START + 5), START - 1)

        expect(before).toEqual([keyOf(1)])
        expect(await store.signingKeys.list()).toEqual([keyOf(3, START + 5), keyOf(2), keyOf(1)])
        expect(await store.signingKeys.addFirst(keyOf(4))).toEqual(keyOf(1))
      }))

    it('deletes what was replaced long enough ago, and never the key in front', () =>
      withWorld(openStore, async ({ store }) => {
        await store.signingKeys.rotate(keyOf(1, START), START + 1000)
        await store.signingKeys.rotate(keyOf(2, START + 10), START + 9)
        await store.signingKeys.rotate(keyOf(3, START + 20), START + 9)
        const kept = await store.signingKeys.list()
        await store.signingKeys.rotate(keyOf(4, START + 30), START + 10)
        const first = await store.signingKeys.list()
        await store.signingKeys.rotate(keyOf(5, START + 40), START + 1000)

        expect(kept).toEqual([keyOf(3, START + 20), keyOf(2, START + 10), keyOf(1)])
        expect(first).toEqual([keyOf(4, START + 30), keyOf(3, START + 20), keyOf(2, START + 10)])
        expect(await store.signingKeys.list()).toEqual([keyOf(5, START + 40), keyOf(4, START + 30)])
      }))

    it('keeps every one of fifty keys that come at once, and gives all readers the same order', () =>
      withWorld(openStore, async ({ store }) => {
        const offers = Array.from({ length: RACERS }, (_, index) => keyOf(index))

        await Promise.all(offers.map((offer) => store.signingKeys.rotate(offer, START - 1)))
        const lists = await Promise.all(offers.map(() => store.signingKeys.list()))

        expect(lists[0]).toHaveLength(RACERS)
        expect(lists).toEqual(Array(RACERS).fill(lists[0]))
      }))
  })
}

function keyOf(number: number, createdAt = START): SigningKey {
  return { id: `key-${number}`, algorithm: 'ES256', privateJwk: { kty: 'EC', crv: 'P-256', d: `d${number}` }, createdAt }
}
