import type { HttpRequest } from '../http/http-message.ts'
import type { AuditEntry } from '../ports/audit-log.ts'
import type { ServerContext } from '../server-context.ts'

/** An act as the code that did it tells it. Never put a secret into `detail`. */
export interface RecordedAct extends Pick<AuditEntry, 'actor' | 'act' | 'target'> {
  readonly detail?: AuditEntry['detail']
  /** The request that asked for it, for its address; absent for what a command did on this machine. */
  readonly request?: Pick<HttpRequest, 'remoteAddress'>
}

/**
 * Adds an act that was done to the audit log.
 *
 * Never rejects: the act stands whatever becomes of its record. A record that cannot be written goes to the log whole, as `audit_unwritten`.
 */
export async function recordAct({ store, clock, log }: Pick<ServerContext, 'store' | 'clock' | 'log'>, did: RecordedAct): Promise<void> {
  const { request, detail = {}, actor, act, target } = did
  const entry = { at: Math.floor(clock() / 1000), actor, act, target, detail, remoteAddress: request?.remoteAddress ?? null }
  try {
    await store.audit.append(entry)
  } catch (error) {
    log({ reason: 'audit_unwritten', at: clock(), cause: new Error(`Not in the audit log: ${JSON.stringify(entry)}`, { cause: error }) })
  }
}
