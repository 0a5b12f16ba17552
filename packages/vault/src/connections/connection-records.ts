import { StagedoorError } from '@stagedoor/client'
import { encodeBase64url } from '@stagedoor/protocol'
import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { VaultContext } from '../vault-context.ts'
import { pollDelayMs } from './back-off.ts'
import { type ConnectionBody, parseConnectionBody } from './connection-body.ts'
import { dueAt } from './due-at.ts'
import type { OpenedConnection, WorkingConnection } from './opened-connections.ts'

type Recording = Pick<VaultContext, 'store' | 'random' | 'idleSeconds' | 'clock'>

/** Draws a name that nobody has had before: of a version, a grant, a generation, a lease. */
export function drawName({ random }: Pick<VaultContext, 'random'>): string {
  return encodeBase64url(random(12))
}

/** Waits. */
function pause({ clock }: Pick<VaultContext, 'clock'>, delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.after(delayMs, resolve))
}

/** Draws the delay before the next look, which is longer each time. */
export function pauseBeforeRetry(context: Pick<VaultContext, 'clock' | 'random'>, attempt: number): Promise<void> {
  return pause(context, pollDelayMs(attempt, context.random(1)[0] ?? 0))
}

/**
 * Writes a connection in the place of what was read. `undefined`: somebody else was faster.
 *
 * @param before - What was read; `null` when there was nothing.
 */
export async function writeConnection(
  context: Recording,
  id: RecordId,
  { before, body }: { readonly before: VaultRecord | null; readonly body: ConnectionBody },
): Promise<VaultRecord | undefined> {
  const record: VaultRecord = {
    ...id,
    owner: body.userId,
    version: drawName(context),
    dueAt: dueAt(body, context.idleSeconds),
    body: JSON.stringify(body),
  }
  return (await context.store.write(record, before?.version ?? null)) ? record : undefined
}

/**
 * Changes a connection, whoever else changes it at the same time.
 *
 * @param decide - Called with what is there, perhaps several times; `undefined` leaves it.
 * @returns Whether it was changed.
 */
export async function changeConnection(
  context: Recording,
  id: RecordId,
  decide: (body: ConnectionBody) => ConnectionBody | undefined,
): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    const before = await context.store.read(id)
    const body = before && decide(parseConnectionBody(before))
    if (before === undefined || body === undefined) return false
    if (await writeConnection(context, id, { before, body })) return true
    await pauseBeforeRetry(context, attempt)
  }
}

/** @throws StagedoorError `not_signed_in`, `session_ended` */
export function requireConnected(opened: OpenedConnection | undefined): WorkingConnection {
  if (opened === undefined) throw new StagedoorError('not_signed_in', { message: 'This person is not connected.' })
  if (!isWorking(opened)) throw ended(opened.body)
  return opened
}

/** Tells whether nobody has to connect again, as far as is known. */
export function isWorking(opened: OpenedConnection): opened is WorkingConnection {
  return opened.accessToken !== null && opened.body.status === 'connected'
}

/** What who asks for a token is told when there will be none. */
export function ended({ reason }: Pick<ConnectionBody, 'reason'>): StagedoorError {
  const cause = reason === null || reason === 'session_ended' ? undefined : new StagedoorError(reason)
  return new StagedoorError('session_ended', { message: 'This person must connect again.', ...(cause && { cause }) })
}
