/** What the server takes from the world around it, so that a test can move it. */

/** @returns Epoch milliseconds. */
export type Clock = () => number

/** Fills and returns `length` bytes from a cryptographically secure source. */
export type Random = (length: number) => Uint8Array

/** Hashes and checks passwords; slow on purpose, so an implementation bounds how many run at once. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** `digest` null: does the same work and answers false, so that unknown accounts take as long as known ones. @throws PasswordHasherBusyError */
  verify(password: string, digest: string | null): Promise<boolean>
}

/** So many passwords wait to be checked that one more would wait in vain. Trying again in a moment is right. */
export class PasswordHasherBusyError extends Error {
  override readonly name = 'PasswordHasherBusyError'
  readonly code = 'password_hasher_busy'
}

/** One thing worth an operator's or developer's attention. Never holds a secret. */
export interface ServerEvent {
  /** Stable, snake_case: `code_replayed`, `refresh_repeated`, `sign_in_failed`, … */
  readonly reason: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly clientId?: string
  readonly userId?: string
  /** The error code that was sent, when one was. */
  readonly error?: string
  /** Id that was shown to a person, for bugs. */
  readonly errorId?: string
  /** For bugs only: the stack. */
  readonly cause?: unknown
}

export type EventLog = (event: ServerEvent) => void
