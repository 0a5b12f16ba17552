import type { SigningKey } from '@stagedoor/server/ports'
import { expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

function keyOf(id: string): SigningKey {
  return { id, algorithm: 'ES256', privateJwk: { kty: 'EC' }, createdAt: 1 }
}

it('sees in the next turn the key that another process has put in front, although the keys were remembered', async () => {
  const path = createTemporaryPath()
  const [store, operator] = [openSqliteStore({ path }), openSqliteStore({ path })]
  await store.signingKeys.addFirst(keyOf('first'))
  const before = await store.signingKeys.list()
  const again = await store.signingKeys.list()

  await operator.signingKeys.rotate(keyOf('second'), 0)
  await new Promise((resolve) => setImmediate(resolve))
  const after = await store.signingKeys.list()
  await Promise.all([store.close(), operator.close()])

  expect(again).toBe(before) // the very object: nothing was read or parsed again
  expect(after.map(({ id }) => id)).toEqual(['second', 'first'])
})
