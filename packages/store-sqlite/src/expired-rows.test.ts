import { expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openDatabase } from './open-database.ts'
import { createStoreOn } from './open-sqlite-store.ts'

const NOW = 1000

it('looks at a bounded stretch of a large table, and goes on there at the next call', async () => {
  const database = openDatabase({ path: createTemporaryPath(), cacheKib: 4096, busyTimeoutMs: 100 })
  const commits: number[] = []
  const store = createStoreOn(database, { schedule: setImmediate, onCommit: ({ acts }) => commits.push(acts) })
  database.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
    INSERT INTO access_tokens SELECT CAST(printf('%08d', n) AS BLOB), x'00', 'read', 0, iif(n = 55000, ${NOW}, ${NOW + 1}), NULL FROM numbers`)

  const first = await store.deleteExpired(NOW, 100)
  const turns = commits.length
  const second = await store.deleteExpired(NOW, 100)
  const left = database.prepare('SELECT count(*) AS tokens FROM access_tokens').get()
  await store.close()

  expect([first, second]).toEqual([0, 1])
  expect(turns).toBeGreaterThan(50) // in turns of its own each, so that nobody waits behind it
  expect(left).toEqual({ tokens: 59_999 })
})
