import type { ConnectionSummary } from '../connection.ts'
import { type ConnectionBody, UNTRIED } from './connection-body.ts'

/** Tells what can be said of a connection without a secret. */
export function summarize({
  userId,
  platform,
  status,
  kind,
  reason,
  account,
  scope,
  expiresAt,
  connectedAt,
  health,
}: ConnectionBody): ConnectionSummary {
  return { userId, platform, status, kind, reason, account, scope, expiresAt, connectedAt, health }
}

/** The same of somebody who is not connected. */
export function summarizeNone(userId: string, platform: string): ConnectionSummary {
  return {
    userId,
    platform,
    status: 'not_connected',
    kind: null,
    reason: null,
    account: null,
    scope: [],
    expiresAt: null,
    connectedAt: null,
    health: UNTRIED,
  }
}
