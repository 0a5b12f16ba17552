import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { RefreshRound } from '../vault.ts'
import type { VaultContext } from '../vault-context.ts'
import { VaultError } from '../vault-error.ts'
import { type ConnectionBody, findConnectionBody } from './connection-body.ts'
import { drawName } from './connection-records.ts'
import { dueAt } from './due-at.ts'
import type { Need, Refresher } from './refresher.ts'

/** Requests at once, whatever the page. */
const CONCURRENCY = 8
const PAGE = 100
/** What cannot be refreshed here is looked at again so much later. */
const POSTPONE_SECONDS = 3600

type Result = 'refreshed' | 'failed' | 'skipped'

/** Refreshes what is due, and removes attempts and sessions that are over. Safe in any number of processes at once. */
export async function refreshDue(
  context: VaultContext,
  refresher: Refresher,
  { limit = PAGE, signal }: { readonly limit?: number; readonly signal?: AbortSignal } = {},
): Promise<RefreshRound> {
  const { store, clock } = context
  const now = Math.floor(clock.now())
  const due = await store.due({ collection: 'connection', now, limit: limit + 1 })
  const counts = { refreshed: 0, failed: 0, skipped: 0 }
  // Each process in an order of its own: they all were given the same page.
  const waiting = shuffle(due.slice(0, limit), context.random)
  const work = async (): Promise<void> => {
    for (let record = waiting.pop(); record !== undefined && signal?.aborted !== true; record = waiting.pop()) {
      counts[await refreshOne(context, refresher, record)]++
      await takeTurn()
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  for (const collection of ['attempt', 'session'] as const) await removeOver(context, { collection, now, signal })
  return { ...counts, more: due.length > limit }
}

/** Removes what is over, all of it: anybody may begin sign-ins, as fast as they like. */
async function removeOver(
  { store }: VaultContext,
  {
    collection,
    now,
    signal,
  }: { readonly collection: 'attempt' | 'session'; readonly now: number; readonly signal: AbortSignal | undefined },
): Promise<void> {
  for (;;) {
    const over = await store.due({ collection, now, limit: PAGE })
    let removed = 0
    for (const record of over) {
      if (signal?.aborted === true) return
      if (await store.erase(record, record.version)) removed++
      await takeTurn()
    }
    // What others remove is theirs.
    if (over.length < PAGE || removed === 0) return
  }
}

async function refreshOne(context: VaultContext, refresher: Refresher, record: VaultRecord): Promise<Result> {
  const dueOf = (body: ConnectionBody): VaultRecord['dueAt'] => dueAt(withoutLapsedWait(body, context.clock.now()), context.idleSeconds)
  const isDue = (body: ConnectionBody): boolean => (dueOf(body) ?? Infinity) <= context.clock.now()
  const later = Math.ceil(context.clock.now()) + POSTPONE_SECONDS
  const body = findConnectionBody(record)
  if (body !== undefined && !isDue(body)) return postpone(context, record, dueOf(body))
  if (body !== undefined && !context.platforms.has(body.platform)) return postpone(context, record, later)
  const id: RecordId = { collection: record.collection, key: record.key }
  try {
    let isOurs = false
    const isNeeded: Need['isNeeded'] = (connection) => {
      isOurs = isDue(connection.body)
      return isOurs
    }
    const found = await refresher.refresh(id, { waits: false, isNeeded })
    return found !== undefined && isOurs ? 'refreshed' : 'skipped'
  } catch (error) {
    if (!(error instanceof VaultError)) return 'failed'
    const { code } = error
    if (code === 'record_tampered' || code === 'key_unknown') {
      context.log({ reason: 'record_unreadable', key: record.key, error })
      context.emit('record_unreadable', { key: record.key, code })
    } else context.log({ reason: 'refresh_failed', error })
    await postpone(context, record, later)
    return 'failed'
  }
}

/** A lease under which nothing was sent says nothing when it is over. */
function withoutLapsedWait(body: ConnectionBody, now: number): ConnectionBody {
  return body.lease?.sentAt === null && body.lease.until <= now ? { ...body, lease: null } : body
}

/** Moves a record to the end of the queue, its body untouched, so that what nobody can refresh does not stand before the others. */
async function postpone(context: VaultContext, record: VaultRecord, until: VaultRecord['dueAt']): Promise<'skipped'> {
  await context.store.write({ ...record, version: drawName(context), dueAt: until }, record.version)
  return 'skipped'
}

/** Lets requests come between two records: a store that answers at once would leave them no turn. */
function takeTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function shuffle<T>(items: readonly T[], random: VaultContext['random']): T[] {
  return items
    .map((item) => ({ item, place: Buffer.from(random(4)).readUInt32BE() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
