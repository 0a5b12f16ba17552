import type { DatabaseSync } from 'node:sqlite'
import type { CommitGroup } from './commit-group.ts'

/** What the acts on apps share. */
export interface AppActSurroundings {
  readonly database: DatabaseSync
  readonly group: CommitGroup
  /** Forgets the clients that are remembered. */
  readonly changed: () => void
}

/** A digest as `clients.secret_digests` and `client_secrets.digest` hold it. */
export function encodeDigest(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url')
}
