import type { VaultRecord } from '../ports/vault-store.ts'

/** Reads what an engine gave back: its columns are ours, and their types are checked once, here. */
export function readRecord(row: { readonly [column in keyof VaultRecord]?: unknown }): VaultRecord {
  const { collection, key, owner, version, dueAt, body } = row
  if (
    (collection === 'connection' || collection === 'attempt' || collection === 'session') &&
    typeof key === 'string' &&
    typeof owner === 'string' &&
    typeof version === 'string' &&
    (dueAt === null || typeof dueAt === 'number') &&
    typeof body === 'string'
  )
    return { collection, key, owner, version, dueAt, body }
  throw new TypeError('A record of the vault was changed by another program: its columns have other types.')
}
