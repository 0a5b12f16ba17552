import type { DatabaseSync } from 'node:sqlite'
import type { SigningKey, SigningKeyStore } from '@stagedoor/server/ports'
import { type Row, readInteger, readText } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

/** Keeps the keys that sign ID tokens. */
export function createSigningKeyStore(database: DatabaseSync, group: CommitGroup): SigningKeyStore {
  const selectAll = database.prepare('SELECT * FROM signing_keys ORDER BY created_at DESC, number DESC')
  const selectOldest = database.prepare('SELECT * FROM signing_keys ORDER BY created_at, number LIMIT 1')
  const insertFirst = database.prepare(`
    INSERT INTO signing_keys (id, algorithm, private_jwk, created_at)
    SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM signing_keys)`)

  return {
    list() {
      return group.read(() => selectAll.all().map(readSigningKey))
    },

    addFirst(key) {
      return group.write(() => {
        insertFirst.run(key.id, key.algorithm, JSON.stringify(key.privateJwk), key.createdAt)
        return readSigningKey(selectOldest.get() ?? {})
      })
    },
  }
}

function readSigningKey(row: Row): SigningKey {
  const privateJwk: unknown = JSON.parse(readText(row, 'private_jwk'))
  if (typeof privateJwk !== 'object' || privateJwk === null) throw new TypeError('Column private_jwk is not an object.')
  return { id: readText(row, 'id'), algorithm: 'ES256', privateJwk: { ...privateJwk }, createdAt: readInteger(row, 'created_at') }
}
