import assert from 'node:assert/strict'
import type { StorePromise } from './opened-vault-store.ts'
import { plainRecord } from './plain-record.ts'

/** What outlives a connection to the database, and how much a record may hold. */
export const enduringPromises: readonly StorePromise[] = [
  {
    title: 'keeps what it wrote and forgets what it erased when it is closed and opened again',
    async check({ store, openAgain }) {
      const kept = plainRecord({ version: 'v2', dueAt: 7, body: '{"kept":true}' })
      await store.write(plainRecord(), null)
      await store.write(kept, 'v1')
      await store.write(plainRecord({ key: 'gone' }), null)
      await store.erase(plainRecord({ key: 'gone' }), 'v1')
      await store.close()

      const again = await openAgain()
      assert.deepEqual(await again.list({ collection: 'connection', limit: 9 }), [kept])
      assert.deepEqual(await again.due({ collection: 'connection', now: 7, limit: 9 }), [kept])
      assert.equal(await again.write(plainRecord({ version: 'v3' }), 'v1'), false)
      assert.equal(await again.write(plainRecord({ version: 'v3' }), 'v2'), true)
    },
  },
  {
    title: 'shows one process at once what another has written',
    async check({ store, openAgain }) {
      const other = await openAgain()
      await store.write(plainRecord(), null)
      assert.deepEqual(await other.read(plainRecord()), plainRecord())
      await other.write(plainRecord({ version: 'v2', body: '2' }), 'v1')
      assert.equal((await store.read(plainRecord()))?.body, '2')
      await store.erase(plainRecord(), 'v2')
      assert.deepEqual(await other.list({ collection: 'connection', limit: 9 }), [])
    },
  },
  {
    title: 'keeps a body of a mebibyte, and an empty one',
    async check({ store }) {
      const large = plainRecord({ key: 'large', body: JSON.stringify('é'.repeat(512 * 1024)) })
      const empty = plainRecord({ key: 'empty', body: '' })
      await store.write(large, null)
      await store.write(empty, null)
      assert.equal((await store.read(large))?.body, large.body)
      assert.equal((await store.read(empty))?.body, '')
      const listed = await store.list({ collection: 'connection', limit: 9 })
      assert.deepEqual(
        listed.map(({ key }) => key),
        ['empty', 'large'],
      )
    },
  },
  {
    title: 'may be opened by many at once, from the first moment',
    async check({ store, openAgain }) {
      const others = await Promise.all(Array.from({ length: 5 }, () => openAgain()))
      const written = await Promise.all([store, ...others].map((opened, index) => opened.write(plainRecord({ key: `key-${index}` }), null)))
      assert.deepEqual(written, Array(6).fill(true))
      assert.equal((await store.list({ collection: 'connection', limit: 9 })).length, 6)
    },
  },
]
