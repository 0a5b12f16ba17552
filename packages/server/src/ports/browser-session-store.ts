import type { BrowserSession, EpochSeconds, SecretKey, User } from './records.ts'

export interface BrowserSessionStore {
  /** @param seen - Shown to the person in the list of their sessions. */
  issue(key: SecretKey, session: BrowserSession, seen?: SessionTraces): Promise<void>
  /** The session with its user, when neither has ended. */
  find(key: SecretKey, now: EpochSeconds): Promise<{ session: BrowserSession; user: User; lastSeenAt: EpochSeconds } | undefined>
  /** Notes that the session is in use. */
  touch(key: SecretKey, now: EpochSeconds, remoteAddress: string | null): Promise<void>
  revoke(key: SecretKey): Promise<void>
  /** Where the person is signed in now, latest use first; a hundred at most. */
  list(userId: string, now: EpochSeconds): Promise<readonly ListedSession[]>
  /** Ends a session of this person; resolves to whether it was one. */
  revokeOf(userId: string, key: SecretKey): Promise<boolean>
  /**
   * Ends every session of this person but `kept`; resolves to how many there were. A new e-mail address that was asked for and not proven yet
   * is forgotten: whoever held one of them may have asked.
   */
  revokeAll(userId: string, kept: SecretKey | null): Promise<number>
}

/** What a browser left behind when it was signed in; never proves anything. */
export interface SessionTraces {
  readonly userAgent: string | null
  readonly remoteAddress: string | null
  /** When the person signed in first in this browser; later proofs of who they are renew the session, not this. */
  readonly startedAt: EpochSeconds
}

export interface ListedSession extends SessionTraces {
  readonly key: SecretKey
  readonly lastSeenAt: EpochSeconds
}
