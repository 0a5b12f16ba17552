import type { EpochSeconds } from '../ports/vault-store.ts'
import type { ConnectionBody } from './connection-body.ts'

/** How long a refresh whose reply was lost is let alone, where nobody knows when the access token ends. */
const UNCERTAIN_SECONDS = 3600
/** The year 5138. Some platforms say that a token lives for ever by a number that no database keeps. */
const LATEST: EpochSeconds = 100_000_000_000

/**
 * Decides when somebody should look at a connection though nobody uses it: before its refresh token lapses, when an access token ends that
 * cannot be renewed, when the one who is at it must be through.
 *
 * @returns Whole seconds, as a database keeps them.
 * @param idleSeconds - How long a connection may lie, whatever the platform says.
 */
export function dueAt(body: ConnectionBody, idleSeconds: number): EpochSeconds | null {
  const at = findDue(body, idleSeconds)
  return at === null ? null : Math.min(Math.ceil(at), LATEST)
}

function findDue(body: ConnectionBody, idleSeconds: number): EpochSeconds | null {
  if (body.status !== 'connected' || body.kind !== 'oauth') return null
  if (body.lease !== null) return body.lease.until
  if (body.refreshToken === null) return body.expiresAt
  return Math.max(refreshFrom(body, idleSeconds), body.health.nextAttemptAt ?? 0)
}

function refreshFrom(body: ConnectionBody, idleSeconds: number): EpochSeconds {
  // The access token still works, and a second use of a spent refresh token could end that.
  if (body.uncertainSince !== null) return body.expiresAt ?? body.uncertainSince + UNCERTAIN_SECONDS
  const halfLife = body.refreshExpiresAt === null ? idleSeconds : (body.refreshExpiresAt - body.receivedAt) / 2
  return Math.max(body.receivedAt + Math.min(idleSeconds, halfLife), body.refreshAt ?? 0)
}
