import type { EpochSeconds } from '../ports/vault-store.ts'

/** The body of a session's record. */
export interface SessionRecord {
  readonly v: 1
  readonly startedAt: EpochSeconds
  readonly seenAt: EpochSeconds
  readonly about: string | null
  /** SHA-256 of the secret that is current. */
  readonly secretDigest: string
  /** The secret before it. */
  readonly previous: PreviousSecret | null
}

export interface PreviousSecret {
  readonly secretDigest: string
  /** With it, and with the secret itself, the successor is computed again: an answer may be lost on its way to the browser. */
  readonly nonce: string
  /** When the browser first came with the successor; from then on, a little while, and this one is over. */
  readonly succeededAt: EpochSeconds | null
}

/** How long sessions live; all in seconds. */
export interface SessionPolicy {
  readonly rotationSeconds: number
  readonly graceSeconds: number
  readonly idleSeconds: number
  readonly lifetimeSeconds: number
}

/**
 * - `go_on`: the current secret, nothing to write
 * - `confirm`: the current secret for the first time
 * - `rotate`: the current secret, old enough
 * - `give_again`: the one before, whose successor did not arrive, or whose request was under way
 * - `reused`: one that was over: somebody else has had this cookie
 * - `over`: too old
 */
export type SessionDecision = 'go_on' | 'confirm' | 'rotate' | 'give_again' | 'reused' | 'over'

export function decideSession(record: SessionRecord, secretDigest: string, policy: SessionPolicy, now: EpochSeconds): SessionDecision {
  if (now >= sessionEnd(record, policy)) return 'over'
  const { previous } = record
  if (secretDigest === record.secretDigest) {
    if (now - record.seenAt >= policy.rotationSeconds) return 'rotate'
    return previous !== null && previous.succeededAt === null ? 'confirm' : 'go_on'
  }
  const isInTime = previous !== null && (previous.succeededAt === null || now < previous.succeededAt + policy.graceSeconds)
  return isInTime && previous.secretDigest === secretDigest ? 'give_again' : 'reused'
}

export function sessionEnd({ startedAt, seenAt }: SessionRecord, { idleSeconds, lifetimeSeconds }: SessionPolicy): EpochSeconds {
  return Math.min(seenAt + idleSeconds, startedAt + lifetimeSeconds)
}

/** Reads a body; `undefined` when another version wrote it, or nobody of ours. */
export function parseSessionRecord(body: string): SessionRecord | undefined {
  try {
    const record: unknown = JSON.parse(body)
    return isSessionRecord(record) ? record : undefined
  } catch {
    return undefined
  }
}

function isSessionRecord(record: unknown): record is SessionRecord {
  if (typeof record !== 'object' || record === null || !('v' in record) || record.v !== 1) return false
  return 'secretDigest' in record && 'startedAt' in record && 'seenAt' in record && 'previous' in record
}
