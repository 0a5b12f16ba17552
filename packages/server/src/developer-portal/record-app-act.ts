import { recordAct } from '../audit/record-act.ts'
import type { AuditEntry } from '../ports/audit-log.ts'
import type { AccountVisit } from './app-visit.ts'

/** Adds what somebody did to an app to the audit log. */
export function recordAppAct(
  { context, browser, request }: AccountVisit,
  act: `app.${string}`,
  clientId: string,
  detail: AuditEntry['detail'] = {},
): Promise<void> {
  return recordAct(context, {
    actor: { kind: 'user', id: browser.user.id },
    act,
    target: { kind: 'client', id: clientId },
    detail,
    request,
  })
}
