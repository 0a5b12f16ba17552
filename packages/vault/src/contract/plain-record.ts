import type { VaultRecord } from '../ports/vault-store.ts'

/** A record as it comes; a test changes what it speaks of. */
export function plainRecord(changes: Partial<VaultRecord> = {}): VaultRecord {
  return { collection: 'connection', key: 'ada soundcloud', owner: 'ada', version: 'v1', dueAt: null, body: '{}', ...changes }
}
