import type { TokenSet } from '@stagedoor/protocol'
import { hasTexts, parseJsonObject } from '../json-object.ts'

/** What is kept of a session. */
export type StoredSession = LiveSession | EndedSession

export interface LiveSession {
  readonly kind: 'live'
  /** Random, one per sign-in: tells a refreshed session from another person's. */
  readonly signIn: string
  /** Refreshes since. */
  readonly rotation: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  readonly scope: readonly string[]
  /** Epoch seconds by this machine's clock, counted from receipt; absent when the platform did not say. */
  readonly expiresAt?: number
  /** When the tokens were asked for, by the same clock: one that shows less has been put back. */
  readonly since?: number
  /** From here on a refresh is worth its request, though the token still works. */
  readonly refreshAt?: number
  /** A refresh was sent and its reply never came. */
  readonly uncertain?: boolean
}

/**
 * What stays of a session the platform refused to continue after `rotation` refreshes.
 *
 * Another tab whose refresh of the same rotation succeeded knows by it that this was no logout, and puts its newer tokens back.
 */
export interface EndedSession {
  readonly kind: 'ended'
  readonly signIn: string
  readonly rotation: number
}

/** Also what a clock may be put back unnoticed: the early refresh makes up for it. */
export const EARLY_SECONDS = 60

/**
 * Makes the session that a token response starts or continues. A response without a refresh token keeps the old one (RFC 6749 §6).
 *
 * @param since - When they were asked for: their life may have begun then, and the answer may have waited for a machine that slept.
 */
export function sessionFromTokens(
  tokens: TokenSet,
  before: Pick<LiveSession, 'signIn' | 'rotation' | 'scope' | 'refreshToken'>,
  since: number,
): LiveSession {
  const lifetime = tokens.expiresInSeconds
  return {
    kind: 'live',
    signIn: before.signIn,
    rotation: before.rotation,
    accessToken: tokens.accessToken,
    scope: tokens.scope ?? before.scope,
    refreshToken: tokens.refreshToken ?? before.refreshToken,
    // Half of a short life: a token of a minute must not be refreshed at every use.
    ...(lifetime !== undefined && {
      since,
      expiresAt: since + lifetime,
      refreshAt: since + Math.max(lifetime - EARLY_SECONDS, lifetime / 2),
    }),
  }
}

/** Reads what was kept; anything else than we write is no session. */
export function parseStoredSession(text: string | null): StoredSession | undefined {
  const stored = parseJsonObject(text)
  return isStoredSession(stored) ? stored : undefined
}

/** Looks at what every session has: whoever can write the rest wrong can write it right as well. */
function isStoredSession(stored: unknown): stored is StoredSession {
  if (!hasTexts(stored, 'kind', 'signIn') || typeof stored['rotation'] !== 'number') return false
  return stored.kind === 'ended' || (stored.kind === 'live' && hasTexts(stored, 'accessToken') && Array.isArray(stored['scope']))
}
