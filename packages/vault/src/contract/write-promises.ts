import assert from 'node:assert/strict'
import type { StorePromise } from './opened-vault-store.ts'
import { plainRecord } from './plain-record.ts'

const RACERS = 50

/** What `read`, `write` and `erase` promise. */
export const writePromises: readonly StorePromise[] = [
  {
    title: 'reads nothing where nothing was written',
    async check({ store }) {
      assert.equal(await store.read(plainRecord()), undefined)
    },
  },
  {
    title: 'reads what was written, whole',
    async check({ store }) {
      const record = plainRecord({ dueAt: 1_767_225_600, body: '{"a":"é 🎧 \\u0000"}' })
      assert.equal(await store.write(record, null), true)
      assert.deepEqual(await store.read({ collection: record.collection, key: record.key }), record)
    },
  },
  {
    title: 'writes a first version only where none is',
    async check({ store }) {
      await store.write(plainRecord(), null)
      assert.equal(await store.write(plainRecord({ version: 'v2', body: '"second"' }), null), false)
      assert.deepEqual(await store.read(plainRecord()), plainRecord())
    },
  },
  {
    title: 'replaces every field of the version it expects',
    async check({ store }) {
      await store.write(plainRecord({ dueAt: 5 }), null)
      const next = plainRecord({ version: 'v2', owner: 'eve', dueAt: null, body: '[1]' })
      assert.equal(await store.write(next, 'v1'), true)
      assert.deepEqual(await store.read(next), next)
      assert.deepEqual(await store.list({ collection: 'connection', owner: 'ada', limit: 9 }), [])
      assert.deepEqual(await store.list({ collection: 'connection', owner: 'eve', limit: 9 }), [next])
      assert.deepEqual(await store.due({ collection: 'connection', now: 9, limit: 9 }), [])
    },
  },
  {
    title: 'writes nothing over another version, nor where nothing is',
    async check({ store }) {
      assert.equal(await store.write(plainRecord({ version: 'v2' }), 'v1'), false)
      assert.equal(await store.read(plainRecord()), undefined)
      await store.write(plainRecord(), null)
      assert.equal(await store.write(plainRecord({ version: 'v3', body: '"late"' }), 'v2'), false)
      assert.deepEqual(await store.read(plainRecord()), plainRecord())
    },
  },
  {
    title: 'erases the version it expects, and no other',
    async check({ store }) {
      await store.write(plainRecord({ dueAt: 1 }), null)
      assert.equal(await store.erase(plainRecord(), 'v2'), false)
      assert.deepEqual(await store.read(plainRecord()), plainRecord({ dueAt: 1 }))
      assert.equal(await store.erase(plainRecord(), 'v1'), true)
      assert.equal(await store.erase(plainRecord(), 'v1'), false)
      assert.equal(await store.read(plainRecord()), undefined)
      assert.deepEqual(await store.list({ collection: 'connection', limit: 9 }), [])
      assert.deepEqual(await store.list({ collection: 'connection', owner: 'ada', limit: 9 }), [])
      assert.deepEqual(await store.due({ collection: 'connection', now: 9, limit: 9 }), [])
    },
  },
  {
    title: 'does not take a record that was erased and made again for the one before',
    async check({ store }) {
      await store.write(plainRecord(), null)
      await store.erase(plainRecord(), 'v1')
      await store.write(plainRecord({ version: 'v2', body: '"new"' }), null)
      assert.equal(await store.write(plainRecord({ version: 'v3', body: '"late"' }), 'v1'), false)
      assert.equal(await store.erase(plainRecord(), 'v1'), false)
      assert.equal((await store.read(plainRecord()))?.body, '"new"')
    },
  },
  {
    title: `lets one of ${RACERS} writers of a first version win`,
    async check({ store, openAgain }) {
      const stores = [store, await openAgain()]
      const written = await race((racer) => pick(stores, racer).write(plainRecord({ version: `w${racer}` }), null))
      assert.deepEqual((await store.read(plainRecord()))?.version, `w${onlyWinner(written)}`)
    },
  },
  {
    title: `lets one of ${RACERS} writers over one version win, in two processes`,
    async check({ store, openAgain }) {
      const stores = [store, await openAgain()]
      await store.write(plainRecord(), null)
      const written = await race((racer) => pick(stores, racer).write(plainRecord({ version: `w${racer}`, body: `${racer}` }), 'v1'))
      assert.deepEqual(await store.read(plainRecord()), plainRecord({ version: `w${onlyWinner(written)}`, body: `${onlyWinner(written)}` }))
    },
  },
  {
    title: `lets one of ${RACERS} win when half of them erase`,
    async check({ store, openAgain }) {
      const stores = [store, await openAgain()]
      await store.write(plainRecord(), null)
      const done = await race((racer) =>
        racer % 2 === 0
          ? pick(stores, racer >> 1).erase(plainRecord(), 'v1')
          : pick(stores, racer >> 1).write(plainRecord({ version: `w${racer}` }), 'v1'),
      )
      const winner = onlyWinner(done)
      assert.equal((await store.read(plainRecord()))?.version, winner % 2 === 0 ? undefined : `w${winner}`)
    },
  },
  {
    title: 'counts without a loss when everybody tries until they win',
    async check({ store, openAgain }) {
      const stores = [store, await openAgain()]
      await store.write(plainRecord({ version: '0' }), null)
      const increment = async (racer: number): Promise<void> => {
        for (let attempt = 0; attempt < 1000; attempt += 1) {
          const before = (await pick(stores, racer).read(plainRecord()))?.version
          assert.ok(before !== undefined)
          if (await pick(stores, racer).write(plainRecord({ version: `${Number(before) + 1}` }), before)) return
        }
        assert.fail('somebody wins at each turn')
      }
      await Promise.all(Array.from({ length: 10 }, (_, racer) => increment(racer)))
      assert.equal((await store.read(plainRecord()))?.version, '10')
    },
  },
]

function race(act: (racer: number) => Promise<boolean>): Promise<boolean[]> {
  return Promise.all(Array.from({ length: RACERS }, (_, racer) => act(racer)))
}

function onlyWinner(done: readonly boolean[]): number {
  assert.equal(done.filter(Boolean).length, 1, 'exactly one writer wins')
  return done.indexOf(true)
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  assert.ok(item !== undefined)
  return item
}
