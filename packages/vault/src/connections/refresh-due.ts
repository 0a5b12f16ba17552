import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { RefreshRound } from '../vault.ts'
import type { VaultContext } from '../vault-context.ts'
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
  for (const collection of ['attempt', 'session'] as const)
    for (const record of await store.due({ collection, now, limit })) await store.erase(record, record.version)

  const due = await store.due({ collection: 'connection', now, limit: limit + 1 })
  const counts = { refreshed: 0, failed: 0, skipped: 0 }
  // Each process in an order of its own: they all were given the same page.
  const waiting = shuffle(due.slice(0, limit), context.random)
  const work = async (): Promise<void> => {
    for (let record = waiting.pop(); record !== undefined && signal?.aborted !== true; record = waiting.pop())
      counts[await refreshOne(context, refresher, record)]++
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return { ...counts, more: due.length > limit }
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
    if (error instanceof Error && 'code' in error && (error.code === 'record_tampered' || error.code === 'key_unknown')) {
      context.log({ reason: 'record_unreadable', key: record.key, error })
      context.emit('record_unreadable', { key: record.key, code: error.code })
      await postpone(context, record, later)
    }
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

function shuffle<T>(items: readonly T[], random: VaultContext['random']): T[] {
  return items
    .map((item) => ({ item, place: Buffer.from(random(4)).readUInt32BE() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
