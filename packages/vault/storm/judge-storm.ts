import type { Ledger, RefreshRequest, StormFault, Strike } from './ledger.ts'

/** What the vault has of a connection in the end. */
export interface FoundConnection {
  readonly grant: number
  readonly status: 'connected' | 'reauthorization_required'
  /** Of the refresh token it has; `null` for none. */
  readonly generation: number | null
}

/** Why a session is over that no vault could have kept: nobody was left who knew the new refresh token. */
export type Unavoidable = 'reply_lost' | 'reply_late' | 'holder_killed' | 'holder_stopped'

export interface StormReport {
  readonly connections: number
  readonly kept: number
  readonly unavoidable: Readonly<Record<Unavoidable, number>>
  /** Grants whose session is over although the platform's rules allowed to keep it, or whose newest token the vault does not have. */
  readonly lost: readonly number[]
  /** Tokens that ended by a move of the clock: one of each session that was not known to be over. */
  readonly needed: number
  /** Requests that the platform answered with new tokens. */
  readonly rotated: number
  /** Requests that came to nothing and had to be sent again: cut, answered 503, sender killed or stopped before the platform saw it. */
  readonly unseen: number
  /** Requests by which the vault found out that a session is over. */
  readonly refused: number
  /** Rotations of tokens that were fresh. */
  readonly doubled: number
  /** Requests with a token that was older than one the platform had been shown. */
  readonly stale: number
  readonly killed: number
  readonly stopped: number
  readonly faults: Readonly<Partial<Record<StormFault, number>>>
}

export interface Judged {
  readonly ledger: Ledger
  readonly found: readonly FoundConnection[]
  /** How often the clock was moved. */
  readonly rounds: number
  /** How long a process waits for a reply, and how long it may take from there to the write. */
  readonly slackMs: number
}

/** Judges a vault by what the platform's side knows. */
export function judgeStorm({ ledger: { requests, strikes }, found, rounds, slackMs }: Judged): StormReport {
  const byGrant = Map.groupBy(requests, ({ grant }) => grant)
  const unavoidable = { reply_lost: 0, reply_late: 0, holder_killed: 0, holder_stopped: 0 }
  const lost: number[] = []
  let kept = 0
  for (const { grant, status, generation } of found) {
    const rotations = (byGrant.get(grant) ?? []).filter(({ outcome }) => outcome === 'rotated')
    const newest = Math.max(0, ...rotations.map((rotation) => rotation.generation + 1))
    if (status === 'connected' && generation === newest) kept += 1
    else {
      const last = rotations.find((rotation) => rotation.generation + 1 === newest)
      const reason = status === 'connected' ? undefined : last && findReason(last, strikes, slackMs)
      if (reason === undefined) lost.push(grant)
      else unavoidable[reason] += 1
    }
  }
  const count = (outcome: RefreshRequest['outcome']): number => requests.filter((request) => request.outcome === outcome).length
  const faults = Object.fromEntries([...Map.groupBy(requests, ({ fault }) => fault)].map(([fault, met]) => [fault ?? 'none', met.length]))
  const doubled = [...byGrant.values()].flatMap((ofGrant) => findDoubled(ofGrant)).length
  return {
    connections: found.length,
    kept,
    unavoidable,
    lost,
    needed: found.reduce((sum, { grant }) => sum + countNeeds(byGrant.get(grant) ?? [], rounds), 0),
    rotated: count('rotated'),
    unseen: count('unseen'),
    refused: count('refused'),
    doubled,
    stale: requests.filter(({ isStale }) => isStale).length,
    killed: strikes.filter(({ untilMs }) => untilMs === Infinity).length,
    stopped: strikes.filter(({ untilMs }) => untilMs !== Infinity).length,
    faults,
  }
}

/** Up to the move after which it was found to be over. */
function countNeeds(ofGrant: readonly RefreshRequest[], rounds: number): number {
  return ofGrant.find(({ outcome }) => outcome === 'refused')?.round ?? rounds
}

function findDoubled(ofGrant: readonly RefreshRequest[]): readonly RefreshRequest[] {
  const rotated = ofGrant.filter(({ outcome }) => outcome === 'rotated')
  return rotated.filter(({ round }, index) => rotated.findIndex((other) => other.round === round) !== index)
}

/** Why nobody knows what the last rotation of a session gave; `undefined` when somebody should. */
function findReason(
  { fault, pid, isDelivered, atMs, waitedMs }: RefreshRequest,
  strikes: readonly Strike[],
  slackMs: number,
): Unavoidable | undefined {
  if (fault === 'drop') return 'reply_lost'
  // It lay at the platform unread until its sender, who waits this long, had given it up.
  if (waitedMs >= slackMs) return 'reply_late'
  const strike = strikes.find(
    (struck) => struck.pid === pid && atMs <= struck.untilMs + slackMs && writableMs(atMs, struck.fromMs, strikes) <= slackMs,
  )
  if (strike !== undefined) return strike.untilMs === Infinity ? 'holder_killed' : 'holder_stopped'
  return isDelivered ? undefined : 'reply_lost'
}

/** How much of a time nobody was stopped: who is may hold the lock of the file, and then nobody can write. */
function writableMs(fromMs: number, untilMs: number, strikes: readonly Strike[]): number {
  const stops = strikes.filter((strike) => strike.untilMs !== Infinity && strike.untilMs > fromMs && strike.fromMs < untilMs)
  let [writable, coveredUntil] = [0, fromMs]
  for (const stop of stops.toSorted((one, other) => one.fromMs - other.fromMs)) {
    writable += Math.max(0, stop.fromMs - coveredUntil)
    coveredUntil = Math.max(coveredUntil, stop.untilMs)
  }
  return writable + Math.max(0, untilMs - coveredUntil)
}
