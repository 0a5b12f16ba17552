import type { DatabaseSync } from 'node:sqlite'
import type { SigningKey, SigningKeyStore } from '@stagedoor/server/ports'
import type { ReadChanges } from './change-watch.ts'
import { type Row, readInteger, readText } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { RowMemory } from './row-memory.ts'

const ALL = 'all'

/** Keeps the keys that sign ID tokens, and remembers them: every ID token asks which key is the newest. */
export function createSigningKeyStore(database: DatabaseSync, group: CommitGroup, readChanges: ReadChanges): SigningKeyStore {
  const selectAll = database.prepare('SELECT * FROM signing_keys ORDER BY created_at DESC, number DESC')
  const selectOldest = database.prepare('SELECT * FROM signing_keys ORDER BY created_at, number LIMIT 1')
  const insertFirst = database.prepare(`
    INSERT INTO signing_keys (id, algorithm, private_jwk, created_at)
    SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM signing_keys)`)
  const insert = database.prepare('INSERT INTO signing_keys (id, algorithm, private_jwk, created_at) VALUES (?, ?, ?, ?)')
  const deleteReplaced = database.prepare(`
    DELETE FROM signing_keys AS old
    WHERE EXISTS (SELECT 1 FROM signing_keys AS next WHERE next.number > old.number AND next.created_at <= ?)`)
  const known = new RowMemory<readonly SigningKey[]>(readChanges, 1)

  const list = (): readonly SigningKey[] => {
    const keys = selectAll.all().map(readSigningKey)
    if (!group.isOpen) known.keep(ALL, keys)
    return keys
  }

  return {
    list() {
      return group.read(list, () => known.find(ALL))
    },

    addFirst(key) {
      return group.write(() => {
        insertFirst.run(key.id, key.algorithm, JSON.stringify(key.privateJwk), key.createdAt)
        known.clear()
        return readSigningKey(selectOldest.get() ?? {})
      })
    },

    rotate(key, replacedBefore) {
      return group.writeAll(() => {
        deleteReplaced.run(replacedBefore)
        insert.run(key.id, key.algorithm, JSON.stringify(key.privateJwk), key.createdAt)
        known.clear()
      })
    },
  }
}

function readSigningKey(row: Row): SigningKey {
  const privateJwk: unknown = JSON.parse(readText(row, 'private_jwk'))
  if (typeof privateJwk !== 'object' || privateJwk === null) throw new TypeError('Column private_jwk is not an object.')
  return { id: readText(row, 'id'), algorithm: 'ES256', privateJwk: { ...privateJwk }, createdAt: readInteger(row, 'created_at') }
}
