import { createHash, randomUUID } from 'node:crypto'
import { StagedoorError } from '@stagedoor/client'
import type { HandOverMessage } from '@stagedoor/client/hand-over'
import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { WebContext } from './web-context.ts'

/** Longer than any page waits before it sends a parcel again. */
const REMEMBERED_SECONDS = 7 * 86_400
/** Longer than taking one lasts. */
const TAKING_SECONDS = 60

interface Parcel extends Extract<HandOverMessage, { readonly kind: 'tokens' }> {
  readonly userId: string
  readonly platformId: string
}

/**
 * Takes a parcel of tokens, once, though it comes twice: the vault may have spent its refresh token since, and would put it back.
 *
 * What is remembered of it is that it began, then that it is done. One that began and is not known to be done, because a process ended
 * there, is done when its connection is younger.
 */
export async function takeParcel(context: WebContext, parcel: Parcel): Promise<{ readonly accepted: string }> {
  const { vault, handOver } = context
  const { id, session, userId, platformId } = parcel
  if (handOver === undefined) throw new TypeError('The route needs handOver.')
  const { store } = handOver
  // The id is the page's own, so the key has whose it is besides. Of the sessions, as it has nothing sealed in it.
  const whose = createHash('sha256')
    .update(JSON.stringify([userId, platformId]))
    .digest('base64url')
  const place: RecordId = { collection: 'session', key: `hand-over.${whose}.${id}` }
  const accepted = { accepted: id }
  const now = Math.floor(context.now())
  const known = await store.read(place)
  if (known?.body === DONE) return accepted
  const isStale = known !== undefined && beganAt(known) + TAKING_SECONDS <= now
  if (known !== undefined) {
    const { connectedAt } = await vault.connection(userId, platformId)
    if (connectedAt !== null && connectedAt >= beganAt(known)) return accepted
    if (!isStale) throw new StagedoorError('hand_over_uncertain')
  }
  const began = formatMarker(place, now, String(now))
  if (!(await store.write(began, known?.version ?? null))) throw new StagedoorError('hand_over_uncertain')
  try {
    await vault.accept(userId, platformId, session)
  } catch (error) {
    await store.erase(began, began.version)
    throw error
  }
  await store.write(formatMarker(place, now, DONE), began.version)
  return accepted
}

const DONE = 'done'

function beganAt({ body }: VaultRecord): number {
  return Number(body)
}

function formatMarker(place: RecordId, now: number, body: string): VaultRecord {
  return { ...place, owner: '', version: randomUUID(), dueAt: now + REMEMBERED_SECONDS, body }
}
