import assert from 'node:assert/strict'
import type { VaultRecord, VaultStore } from '../ports/vault-store.ts'
import type { StorePromise } from './opened-vault-store.ts'
import { plainRecord } from './plain-record.ts'

/** Keys and owners that some engine gives a meaning, or sorts by its own lights. */
const WEIRD = [
  '%',
  '_',
  "'",
  '"',
  '*',
  ':',
  '\\',
  '?',
  '[a]',
  '{b}',
  '$',
  '.',
  '..',
  '/',
  ' ',
  '-',
  '+',
  '(',
  ')',
  '#',
  '\t',
  '--',
  'a',
  'A',
  'B',
  'b',
]

const OWNERS = ['ada', 'Ada', 'adá', 'ada\u0301', '🎧', 'ada:1', 'ada*', '%', "o'hara", ' ', '', 'x'.repeat(256)]

/** What `list` and `due` promise. */
export const listPromises: readonly StorePromise[] = [
  {
    title: 'keeps collections apart',
    async check({ store }) {
      const session = plainRecord({ collection: 'session', dueAt: 1 })
      await store.write(plainRecord({ dueAt: 2 }), null)
      assert.equal(await store.write(session, null), true)
      assert.deepEqual(await store.read(session), session)
      assert.deepEqual(await store.list({ collection: 'attempt', limit: 9 }), [])
      assert.deepEqual(await store.list({ collection: 'session', limit: 9 }), [session])
      assert.deepEqual(await store.due({ collection: 'session', now: 9, limit: 9 }), [session])
      assert.equal(await store.erase(session, 'v1'), true)
      assert.deepEqual(await store.list({ collection: 'connection', limit: 9 }), [plainRecord({ dueAt: 2 })])
    },
  },
  {
    title: 'lists in the order of keys by code unit, whatever is in them',
    async check({ store }) {
      const keys = [...WEIRD, 'ada soundcloud', 'ada audius', 'x'.repeat(512)]
      await writeAll(
        store,
        keys.map((key) => plainRecord({ key, body: JSON.stringify(key) })),
      )
      const listed = await store.list({ collection: 'connection', limit: 100 })
      assert.deepEqual(
        listed.map(({ key }) => key),
        keys.toSorted(byCodeUnit),
      )
      for (const key of keys) assert.equal((await store.read(plainRecord({ key })))?.body, JSON.stringify(key))
      assert.equal((await store.list({ collection: 'connection', owner: 'ada', limit: 100 })).length, keys.length)
    },
  },
  {
    title: 'pages without a gap or a repeat, also while records go',
    async check({ store }) {
      const keys = [...WEIRD].sort(byCodeUnit)
      await writeAll(
        store,
        keys.map((key) => plainRecord({ key })),
      )
      for (const owner of [undefined, 'ada']) {
        const seen: string[] = []
        for (let after: string | undefined; ; after = seen.at(-1)) {
          const page = await store.list({
            collection: 'connection',
            limit: 7,
            ...(owner && { owner }),
            ...(after !== undefined && { after }),
          })
          assert.ok(page.length <= 7)
          if (page.length === 0) break
          assert.ok(seen.length < keys.length, 'a page begins behind the one before')
          seen.push(...page.map(({ key }) => key))
        }
        assert.deepEqual(seen, keys)
      }
      await store.erase(plainRecord({ key: keys[6] ?? '' }), 'v1')
      const behind = await store.list({ collection: 'connection', after: keys[6] ?? '', limit: 2 })
      assert.deepEqual(
        behind.map(({ key }) => key),
        keys.slice(7, 9),
      )
    },
  },
  {
    title: 'lists by owner, exactly',
    async check({ store }) {
      await writeAll(
        store,
        OWNERS.map((owner, index) => plainRecord({ key: `key-${index}`, owner })),
      )
      for (const [index, owner] of OWNERS.entries()) {
        const listed = await store.list({ collection: 'connection', owner, limit: 100 })
        assert.deepEqual(listed, [plainRecord({ key: `key-${index}`, owner })])
      }
      assert.deepEqual(await store.list({ collection: 'connection', owner: 'nobody', limit: 9 }), [])
      assert.equal((await store.list({ collection: 'connection', limit: 100 })).length, OWNERS.length)
    },
  },
  {
    title: 'finds what is due, the longest due first, and nothing that is not',
    async check({ store }) {
      const dues = [30, 10, null, 20, 10, 31, 0, 4_102_444_800]
      await writeAll(
        store,
        dues.map((dueAt, index) => plainRecord({ key: `key-${index}`, dueAt })),
      )
      const due = async (now: number, limit: number) =>
        (await store.due({ collection: 'connection', now, limit })).map(({ key, dueAt }) => [dueAt, key])
      assert.deepEqual(await due(30, 9), [
        [0, 'key-6'],
        [10, 'key-1'],
        [10, 'key-4'],
        [20, 'key-3'],
        [30, 'key-0'],
      ])
      assert.deepEqual(await due(30, 2), [
        [0, 'key-6'],
        [10, 'key-1'],
      ])
      assert.deepEqual(await due(4_102_444_800, 9).then((found) => found.length), 7)
      assert.deepEqual(await due(-1, 9), [])
    },
  },
  {
    title: 'finds what is due by its newest version alone',
    async check({ store }) {
      await store.write(plainRecord({ dueAt: 10 }), null)
      await store.write(plainRecord({ version: 'v2', dueAt: 20 }), 'v1')
      await store.write(plainRecord({ version: 'v3', dueAt: 5 }), 'v1')
      assert.deepEqual(await store.due({ collection: 'connection', now: 19, limit: 9 }), [])
      const found = await store.due({ collection: 'connection', now: 20, limit: 9 })
      assert.deepEqual(found, [plainRecord({ version: 'v2', dueAt: 20 })])
    },
  },
]

async function writeAll(store: VaultStore, records: readonly VaultRecord[]): Promise<void> {
  const written = await Promise.all(records.map((record) => store.write(record, null)))
  assert.ok(written.every(Boolean), 'each key is another record')
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
