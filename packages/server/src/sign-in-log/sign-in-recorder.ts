import { encodeBase64url } from '@stagedoor/protocol'
import type { SecretKey } from '../ports/records.ts'
import type { LoggedSteps, SignInFacts, SignInStation, SignInStep } from '../ports/sign-in-log-store.ts'
import type { Store } from '../ports/store.ts'
import type { Clock, EventLog, Random } from '../ports/world.ts'
import { withholdSecrets } from './withhold-secrets.ts'

/** What a sign-in is recognised by from one request to the next, and whose it is. */
export interface SignInTrace {
  readonly clientId: string
  /** Of the transaction, the code, the grant: those that are known. */
  readonly keys: readonly SecretKey[]
}

/** Something that happened to a sign-in. */
export interface SignInNote extends SignInTrace {
  readonly station: SignInStation
  /** Why it stopped; absent where it went on. */
  readonly reason?: string
  readonly error?: string
  readonly facts?: SignInFacts
}

/** Takes down how sign-ins go, for the developers of the apps. */
export interface SignInRecorder {
  /** Takes a note; costs its caller next to nothing, and never fails. */
  note(note: SignInNote): void
  /** Takes a note of something that stopped here. @returns The id by which it is found. */
  noteStop(note: SignInNote): string
  /** Writes what was noted; never rejects. */
  flush(): Promise<void>
}

/** Notes wait this long for others, so that one write takes many of them. */
const FLUSH_DELAY_MS = 250
/** Entries that may wait; past that there are no more. */
const MOST_WAITING = 5000
/**
 * Entries of one app that are written within a minute, by kind: an app that is busy shows samples, and costs nothing more.
 * Of those that failed so many for each reason, so that no stranger who makes failures keeps others from being seen.
 */
const MOST_A_MINUTE: Readonly<Record<LoggedSteps['kind'], number>> = { failed: 60, signed_in: 60, refreshed: 20 }
const MOST_STEPS = 12
const ACT_ENTRIES = 100
const KEY_BYTES = 16

/**
 * Creates the recorder of a server.
 *
 * Requests never wait for it: notes are put aside, and what came within a quarter of a second is written at once. A write that fails is
 * logged, and the notes are lost; no sign-in is.
 */
export function createSignInRecorder(world: {
  readonly store: Pick<Store, 'signInLog'>
  readonly clock: Clock
  readonly random: Random
  readonly log: EventLog
}): SignInRecorder {
  const { store, clock, random, log } = world
  const mayAdd = createAllowance()
  let waiting = createBatch()
  let timer: ReturnType<typeof setTimeout> | undefined

  const take = (note: SignInNote, id: string | undefined): void => {
    const at = clock()
    const isKept = waiting.add({ note, at, id }, () => waiting.entries.length < MOST_WAITING && mayAdd(note, at))
    if (isKept) timer ??= setTimeout(flush, FLUSH_DELAY_MS).unref()
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const { entries } = waiting
    waiting = createBatch()
    try {
      // In small acts: requests wait for the one that is being written.
      for (let start = 0; start < entries.length; start += ACT_ENTRIES) {
        const part = entries.slice(start, start + ACT_ENTRIES)
        await store.signInLog.append(part.map((entry) => ({ ...entry, id: entry.id ?? createId(), kind: kindOf(entry.steps) })))
      }
    } catch (cause) {
      log({ reason: 'sign_in_log_failed', at: clock(), cause })
    }
  }

  const createId = (): string => encodeBase64url(random(9))

  return {
    note: (note) => take(note, undefined),
    noteStop(note) {
      const id = createId()
      take(note, id)
      return id
    },
    flush,
  }
}

interface TakenNote {
  readonly note: SignInNote
  readonly at: number
  readonly id: string | undefined
}

/** Says whether one more entry of an app may be written this minute, and counts it. */
function createAllowance(): (note: SignInNote, atMs: number) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return (note, atMs) => {
    const now = Math.floor(atMs / 60_000)
    if (now !== minute) counts = new Map()
    minute = now
    const kind = kindOf([note])
    const name = `${kind} ${note.clientId} ${note.reason ?? ''}`
    const count = counts.get(name) ?? 0
    if (count >= MOST_A_MINUTE[kind]) return false
    counts.set(name, count + 1)
    return true
  }
}

interface GrowingEntry {
  /** Drawn when it is written, where nobody was told it. */
  readonly id: string | undefined
  readonly clientId: string
  readonly keys: string[]
  readonly steps: SignInStep[]
}

/** Puts together what belongs together, as it comes: of a busy app nearly nothing is kept, and nothing of that may wait in memory. */
interface Batch {
  readonly entries: readonly GrowingEntry[]
  /** A note with an id of its own stands alone, so that the id finds it. @returns Whether it is kept; `mayBegin` decides on those that continue nothing. */
  add(taken: TakenNote, mayBegin: () => boolean): boolean
}

function createBatch(): Batch {
  const entries: GrowingEntry[] = []
  const byKey = new Map<string, GrowingEntry>()
  const find = (keys: readonly SecretKey[]): GrowingEntry | undefined =>
    keys.map((key) => byKey.get(nameKey(key))).find((entry) => entry !== undefined)
  const grow = (entry: GrowingEntry, { note, at, id }: TakenNote): void => {
    if (entry.steps.length < MOST_STEPS) entry.steps.push(stepOf(note, at))
    for (const key of note.keys.map(nameKey)) {
      if (!entry.keys.includes(key)) entry.keys.push(key)
      if (id === undefined) byKey.set(key, entry)
    }
  }
  return {
    entries,
    add(taken, mayBegin) {
      const known = taken.id === undefined && byKey.size > 0 ? find(taken.note.keys) : undefined
      if (known === undefined && !mayBegin()) return false
      const entry = known ?? { id: taken.id, clientId: taken.note.clientId, keys: [], steps: [] }
      if (known === undefined) entries.push(entry)
      grow(entry, taken)
      return true
    },
  }
}

function kindOf(steps: readonly Pick<SignInStep, 'reason' | 'station'>[]): LoggedSteps['kind'] {
  if (steps.some(({ reason }) => reason !== undefined)) return 'failed'
  return steps.every(({ station }) => station === 'refresh') ? 'refreshed' : 'signed_in'
}

function stepOf({ station, reason, error, facts }: SignInNote, at: number): SignInStep {
  return {
    station,
    at,
    ...(reason !== undefined && { reason }),
    ...(error !== undefined && { error }),
    ...(facts !== undefined && { facts: withholdSecrets(facts) }),
  }
}

/** The time of issue and ten bytes of the digest: enough to tell sign-ins apart, and too little to look anything up with. */
function nameKey(key: SecretKey): string {
  return Buffer.from(key.buffer, key.byteOffset, Math.min(KEY_BYTES, key.byteLength)).toString('base64url')
}
