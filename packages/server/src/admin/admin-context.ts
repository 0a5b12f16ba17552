import type { AuditEntry } from '../ports/audit-log.ts'
import type { ServerContext } from '../server-context.ts'

/** What the acts of an operator need: less than a whole server, so that a command can do them on the database alone. */
export interface AdminContext
  extends Pick<ServerContext, 'baseUrl' | 'platform' | 'store' | 'passwordHasher' | 'clock' | 'now' | 'random' | 'log'> {
  /** Who acts, for the audit log. */
  readonly operator: AuditEntry['actor']
  /** Where from; `null` on this machine. */
  readonly remoteAddress: string | null
}
