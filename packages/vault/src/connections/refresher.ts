import { StagedoorError } from '@stagedoor/client'
import { type RecordId, type VaultRecord, VaultStoreUnavailableError } from '../ports/vault-store.ts'
import { getPlatform, type VaultContext } from '../vault-context.ts'
import type { ConnectionBody, Lease } from './connection-body.ts'
import { drawName, pauseBeforeRetry, requireConnected, writeConnection } from './connection-records.ts'
import type { OpenedConnection } from './opened-connections.ts'
import { createSpender, type LeaseToSend, type Spender, type SpentTokens } from './spend-tokens.ts'

/** Why somebody wants a refresh. */
export interface Need {
  /** Asked each time the connection was read: somebody else may have met the need. */
  readonly isNeeded: (connection: OpenedConnection) => boolean
  /** Whether to wait for somebody else who is at it; else their refresh is taken as ours. */
  readonly waits: boolean
}

/** Refreshes connections, each one once: in this process, and in all that share the store. */
export interface Refresher {
  /**
   * Refreshes while it is needed.
   *
   * @returns The connection when the need is met; `undefined` when somebody else is at it, and we do not wait.
   */
  refresh(id: RecordId, need: Need): Promise<OpenedConnection | undefined>
  /** Waits for what is under way, tokens that could not be written yet included. */
  settle(): Promise<void>
}

/** A lease outlives its request, and the repeated one, by as much as the clocks of two machines may differ. */
const LEASE_REQUESTS = 3

/** How long its last holder has to come forward with what the platform gave it, once the store is known to take writes again: twice what one write waits for SQLite. */
const GRACE_SECONDS = 10

interface Flight {
  readonly result: Promise<OpenedConnection | undefined>
  readonly waits: boolean
}

/** Makes the refresher of a vault: look, take the lease, request, write. Decision record 9 says why this is safe. */
export function createRefresher(context: VaultContext): Refresher {
  const flights = new Map<string, Flight>()
  const spender = createSpender(context)
  let isClosing = false

  const start = (id: RecordId, need: Need, before: Flight | undefined): Flight => {
    const result = (async () => {
      await before?.result.catch(() => undefined)
      return refreshShared(context, spender, { id, need, isClosing: () => isClosing })
    })()
    const flight = { result, waits: need.waits }
    flights.set(id.key, flight)
    const leave = (): void => void (flights.get(id.key) === flight && flights.delete(id.key))
    result.then(leave, leave)
    return flight
  }

  return {
    async refresh(id, need) {
      for (;;) {
        const flight = flights.get(id.key)
        if (flight === undefined || (need.waits && !flight.waits)) return start(id, need, flight).result
        if (!need.waits) return undefined
        const joined = await flight.result
        // What it was for may not be what we are here for.
        if (joined !== undefined && !need.isNeeded(joined)) return joined
      }
    },
    async settle() {
      isClosing = true
      await Promise.allSettled([...flights.values()].map(({ result }) => result))
      await spender.settle()
    },
  }
}

/** The part that other processes share in. */
async function refreshShared(
  context: VaultContext,
  spender: Spender,
  { id, need, isClosing }: { readonly id: RecordId; readonly need: Need; readonly isClosing: () => boolean },
): Promise<OpenedConnection | undefined> {
  const wait = createWait(context, isClosing)
  for (;;) {
    await spender.unsaved(id)
    const record = await context.store.read(id)
    const opened = requireConnected(record && (context.opened.find(record) ?? (await context.opened.open(record))))
    if (record === undefined || !need.isNeeded(opened)) {
      wait.end(opened.body)
      return opened
    }
    const { body } = opened
    wait.check(body)
    const taken = wait.isHeld(body) || wait.isUnwatched(body, need) ? 'held' : await take(context, spender, { id, record, body })
    if (taken === 'held') {
      if (!need.waits) return undefined
      await wait.pause(body)
    } else if (taken !== 'again') {
      wait.end(body)
      const refreshed = await spender.spend(taken)
      if (refreshed !== undefined) return refreshed
    }
  }
}

/** Takes the lease, or puts right what its last holder left behind. */
async function take(
  context: VaultContext,
  spender: Spender,
  { id, record, body }: { readonly id: RecordId; readonly record: VaultRecord; readonly body: ConnectionBody },
): Promise<'held' | 'again' | SpentTokens> {
  const { clock, requestSeconds } = context
  if (body.lease?.sentAt != null) {
    // Its holder is gone, or slow, and nobody knows what the platform made of its request. Or the store took nothing for so long: then its
    // holder has the only tokens that work, and is about to write them.
    const lease: Lease = { holder: `${context.holder}.${drawName(context)}`, until: clock.now() + GRACE_SECONDS, sentAt: null }
    const left = { ...body, lease, uncertainSince: body.uncertainSince ?? body.lease.sentAt }
    return (await writeConnection(context, id, { before: record, body: left })) ? 'again' : 'held'
  }
  checkLimit(body, clock.now())
  if (body.refreshToken === null) throw await spender.end({ id, body, platform: getPlatform(context, body.platform) })
  const platform = getPlatform(context, body.platform)
  const refreshToken = await context.opened.openRefreshToken(record, body.refreshToken)
  const now = clock.now()
  // Noted as sent before it is: a crash may come between any two steps.
  const lease: LeaseToSend = { holder: `${context.holder}.${drawName(context)}`, until: now + LEASE_REQUESTS * requestSeconds, sentAt: now }
  const leased = { ...body, lease }
  const written = await writeConnection(context, id, { before: record, body: leased })
  if (written === undefined) return 'held'
  return { id, record: written, body: leased, lease, refreshToken, platform, isEarly: body.expiresAt === null || body.expiresAt > now }
}

/** Obeys `Retry-After`, whoever asks. */
function checkLimit({ health }: ConnectionBody, now: number): void {
  const seconds = (health.nextAttemptAt ?? 0) - now
  if (health.failure === 'rate_limited' && seconds > 0) throw new StagedoorError('rate_limited', { retryAfterSeconds: Math.ceil(seconds) })
}

/** Tells at once that a request was given up which the platform may read yet: its lease is kept to its end, as if its holder had died. */
function checkUnderWay({ lease, health }: ConnectionBody, now: number): void {
  if (lease?.sentAt == null || health.failure !== 'refresh_uncertain' || (health.failedAt ?? 0) < lease.sentAt) return
  const seconds = lease.until - now
  if (seconds > 0) throw new StagedoorError('refresh_uncertain', { retryAfterSeconds: Math.ceil(seconds) })
}

/** Waits for somebody else, and shares in how it went for them. */
function createWait(
  context: VaultContext,
  isClosing: () => boolean,
): {
  isHeld: (body: ConnectionBody) => boolean
  isUnwatched: (body: ConnectionBody, need: Need) => boolean
  pause: (body: ConnectionBody) => Promise<void>
  check: (body: ConnectionBody) => void
  end: (body: ConnectionBody) => void
} {
  const { clock, emit, requestSeconds } = context
  let attempt = 0
  let since: number | undefined
  let seenFailures = 0
  let seen: { readonly holder: string; readonly at: number } | undefined
  return {
    isHeld({ lease }) {
      const now = clock.now()
      if (lease === null || lease.until <= now) return false
      if (seen?.holder !== lease.holder) seen = { holder: lease.holder, at: now }
      // Whoever wrote it may have had a clock that was days ahead: who has watched it for its whole length knows that it is over.
      return now - seen.at < LEASE_REQUESTS * requestSeconds
    },
    /**
     * A grace that was written to a store which took nothing for long may be over when it is written.
     * Who waits watches all of it; who looks once leaves it to others until it has long been over.
     */
    isUnwatched({ lease }, { waits }) {
      if (lease === null || lease.sentAt !== null) return false
      const now = clock.now()
      if (!waits) return now < lease.until + LEASE_REQUESTS * requestSeconds
      if (seen?.holder !== lease.holder) seen = { holder: lease.holder, at: now }
      return now - seen.at < GRACE_SECONDS
    },
    async pause(body) {
      // Who holds it may be dead: no process is to end later for that.
      if (isClosing()) throw new VaultStoreUnavailableError('This vault is being closed.')
      checkUnderWay(body, clock.now())
      since ??= clock.now()
      seenFailures = attempt === 0 ? body.health.failures : seenFailures
      await pauseBeforeRetry(context, attempt++)
    },
    check({ health }) {
      // Else everybody who waits would send the request that has just failed, one after the other.
      if (attempt > 0 && health.failures > seenFailures && health.failure !== null) throw new StagedoorError(health.failure)
    },
    end({ userId, platform }) {
      if (since !== undefined) emit('lease_waited', { userId, platform, durationMs: (clock.now() - since) * 1000 })
    },
  }
}
