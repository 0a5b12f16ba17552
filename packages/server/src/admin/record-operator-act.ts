import { recordAct } from '../audit/record-act.ts'
import type { AuditEntry } from '../ports/audit-log.ts'
import type { AdminContext } from './admin-context.ts'

/** Adds what an operator did to the audit log. */
export function recordOperatorAct(
  context: AdminContext,
  act: string,
  target: AuditEntry['target'],
  detail: AuditEntry['detail'] = {},
): Promise<void> {
  const { operator: actor, remoteAddress } = context
  return recordAct(context, { actor, act, target, detail, request: { remoteAddress } })
}
