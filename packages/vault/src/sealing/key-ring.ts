import { createSecretKey, type KeyObject } from 'node:crypto'
import { VaultError } from '../vault-error.ts'
import { tampered } from './envelope.ts'
import type { KeySource } from './key-source.ts'
import { checkKeys, parseKeys } from './parse-keys.ts'
import type { VaultKey } from './vault-key.ts'

const VERSION = 'sdv1'

/**
 * Keeps a ring of keys: the first seals, all of them open.
 *
 * @throws VaultError `keys_missing`, `key_malformed`.
 */
export function createKeyRing(keys: string | readonly VaultKey[]): KeySource {
  const ring = typeof keys === 'string' ? parseKeys(keys) : checkKeys(keys)
  const byHead = new Map(ring.map(({ id, key }): [string, KeyObject] => [`${VERSION}.${id}`, createSecretKey(key)]))
  const [current] = [...byHead].map(([head, key]) => ({ head, key }))
  if (current === undefined) throw new Error('A checked ring has a key.')

  return {
    takeCurrent: () => current,
    isCurrent: (head) => head === current.head,

    find(head) {
      const key = byHead.get(head)
      if (key !== undefined) return key
      const id = /^sdv1\.([\w-]{1,64})$/.exec(head)?.[1]
      if (id === undefined) throw tampered()
      throw new VaultError(
        'key_unknown',
        `A token was sealed with the key "${id}", which is not among the keys given: put it back, behind the current one.`,
      )
    },
  }
}
