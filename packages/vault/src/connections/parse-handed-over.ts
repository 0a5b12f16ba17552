import type { GrantedTokens } from '@stagedoor/client/server'
import type { HandedOverTokens } from '../vault.ts'
import { VaultError } from '../vault-error.ts'

/** Later than this, a number is milliseconds: in seconds it is the year 5138. */
const MAX_SECONDS = 100_000_000_000
/** When a token without an end of its own is worth a refresh: before any of them is over. */
const EARLY_SECONDS = 60

/**
 * Reads tokens from elsewhere. As `exportTokens()` writes it, an empty text is no refresh token, and 0 an end that nobody knows.
 *
 * @throws VaultError `invalid_input`: what cannot stand in a header, or a date that is none. The message does not repeat it.
 */
export function parseHandedOver(given: HandedOverTokens, now: number): GrantedTokens {
  const { accessToken, scope = [] } = given
  const refreshToken = given.refreshToken === '' ? undefined : given.refreshToken
  for (const token of [accessToken, refreshToken]) {
    if (token !== undefined && !(typeof token === 'string' && /^[!-~]{1,16384}$/.test(token)))
      throw new VaultError('invalid_input', 'A token is one word of visible ASCII characters.')
  }
  const expiresAt = parseTime(given.expiresAt)
  return {
    accessToken,
    refreshToken,
    scope: typeof scope === 'string' ? scope.split(' ').filter(Boolean) : scope,
    since: now,
    expiresAt,
    refreshAt: expiresAt === undefined ? undefined : Math.max(expiresAt - EARLY_SECONDS, (now + expiresAt) / 2),
  }
}

function parseTime(time: number | string | undefined): number | undefined {
  if (time === undefined || time === 0) return undefined
  const seconds = typeof time === 'number' ? (time > MAX_SECONDS ? time / 1000 : time) : Date.parse(time) / 1000
  if (Math.abs(seconds) <= MAX_SECONDS) return seconds
  throw new VaultError('invalid_input', 'expiresAt is a number of seconds or milliseconds, or an ISO date.')
}
