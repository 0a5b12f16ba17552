import type { Connection } from './connection.ts'
import type { ConnectionBody } from './connections/connection-body.ts'
import type { VaultContext } from './vault-context.ts'

/** What acts that end in a connection are made of. */
export interface VaultParts {
  readonly context: VaultContext
  readonly connect: (userId: string, platformId: string, body: ConnectionBody | undefined) => Connection
}
