import type { EpochSeconds } from '../ports/vault-store.ts'
import type { ConnectionBody } from './connection-body.ts'

/**
 * - `use`: it works
 * - `refresh_early`: it works, and a new one is worth its request
 * - `refresh`: it is over
 * - `end`: it is over, and nothing can renew it
 */
export type Use = 'use' | 'refresh_early' | 'refresh' | 'end'

/**
 * Decides what becomes of the access token of a connection.
 *
 * @param now - Epoch seconds.
 */
export function decideUse(body: ConnectionBody, now: EpochSeconds): Use {
  const works = body.expiresAt === null || body.expiresAt > now
  if (body.refreshToken === null) return works ? 'use' : 'end'
  if (!works) return 'refresh'
  return isWorthwhile(body, now) ? 'refresh_early' : 'use'
}

function isWorthwhile({ refreshAt, health, uncertainSince }: ConnectionBody, now: EpochSeconds): boolean {
  if (refreshAt === null || refreshAt > now || (health.nextAttemptAt ?? 0) > now) return false
  // Where any second use of a refresh token ends the session, a repeat could end the access token that still works.
  return uncertainSince === null
}
