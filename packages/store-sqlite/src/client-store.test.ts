import { DatabaseSync } from 'node:sqlite'
import type { Client } from '@stagedoor/server/ports'
import { expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openDatabase } from './open-database.ts'
import { createStoreOn } from './open-sqlite-store.ts'

const client: Client = {
  id: 'client',
  name: 'App',
  applicationType: 'web',
  authenticationMethod: 'none',
  secretDigests: [],
  redirectUris: ['https://app.example/'],
  scope: ['read'],
  homepage: null,
  verified: false,
  createdAt: 1,
  disabledAt: null,
}

it('sees in the next turn that another process has disabled a client, although it was remembered', async () => {
  const path = createTemporaryPath()
  const store = createStoreOn(openDatabase({ path, cacheKib: 256, busyTimeoutMs: 100 }), { schedule: setImmediate })
  await store.clients.add(client)
  const before = await store.clients.find('client')
  const again = await store.clients.find('client')

  const operator = new DatabaseSync(path)
  operator.exec('UPDATE clients SET disabled_at = 5')
  operator.close()
  await new Promise((resolve) => setImmediate(resolve))
  const after = await store.clients.find('client')
  await store.close()

  expect(again).toBe(before) // the very object: nothing was read or parsed again
  expect(after).toEqual({ ...client, disabledAt: 5 })
})

it('forgets a client that was read before its commit failed', async () => {
  const database = openDatabase({ path: createTemporaryPath(), cacheKib: 256, busyTimeoutMs: 100 })
  const store = createStoreOn(database, { schedule: setImmediate })
  const adding = store.clients.add(client)
  const reading = store.clients.find('client')
  database.exec(
    "PRAGMA defer_foreign_keys = ON; INSERT INTO browser_sessions (key, user_number, authenticated_at, expires_at) VALUES (x'00', 999, 0, 0)",
  ) // makes the COMMIT fail

  await expect(adding).rejects.toMatchObject({ code: 'store_unavailable' })
  await expect(reading).rejects.toMatchObject({ code: 'store_unavailable' })
  expect(await store.clients.find('client')).toBeUndefined()
  await store.close()
})
