import { StagedoorError } from '@stagedoor/client'
import type { GrantedTokens } from '@stagedoor/client/server'
import { type EpochSeconds, type RecordId, type VaultRecord, VaultStoreUnavailableError } from '../ports/vault-store.ts'
import type { PlatformAtWork, VaultContext } from '../vault-context.ts'
import { VaultError } from '../vault-error.ts'
import type { VaultEvents } from '../vault-events.ts'
import { backOffSeconds } from './back-off.ts'
import { type ConnectionBody, type Lease, parseConnectionBody } from './connection-body.ts'
import { changeConnection, drawName, ended, pauseBeforeRetry, requireConnected, writeConnection } from './connection-records.ts'
import type { OpenedConnection } from './opened-connections.ts'
import { sealTokens } from './seal-tokens.ts'

/** A lease that is there to send a request. */
export type LeaseToSend = Lease & { readonly sentAt: EpochSeconds }

/** A refresh token that nobody else may spend now. */
export interface SpentTokens {
  readonly id: RecordId
  /** As it was written with the lease. */
  readonly record: VaultRecord
  readonly body: ConnectionBody
  readonly lease: LeaseToSend
  readonly refreshToken: string
  readonly platform: PlatformAtWork
  /** Whether the access token still worked. */
  readonly isEarly: boolean
}

/** Sends refreshes, and writes what became of them. */
export interface Spender {
  /**
   * `undefined`: this machine slept before the request had left, the lease may be somebody else's by now, and nothing was spent.
   *
   * @throws StagedoorError `not_signed_in`, `session_ended`, or why the platform did not answer. VaultStoreUnavailableError
   */
  spend(spent: SpentTokens): Promise<OpenedConnection | undefined>
  /** Notes that the person must connect again; resolves to the error that says so. */
  end(over: Pick<SpentTokens, 'id' | 'body' | 'platform'>): Promise<StagedoorError>
  /** Waits for new tokens of this connection that could not be written yet, as long as a caller may be kept waiting. */
  unsaved(id: RecordId): Promise<void>
  /** Waits for all of them; who cannot write now gets one more try. */
  settle(): Promise<void>
}

/** How long a caller waits for a store that does not take new tokens, or a key service that does not seal them. */
const PATIENCE_MS = 10_000
/** How often new tokens are written to a store that does not say whether it will take them later. */
const TRIES = 30

/** Makes the spender of a vault. */
export function createSpender(context: VaultContext): Spender {
  const { clock, emit } = context
  const saves = new Map<string, Promise<OpenedConnection>>()
  let isClosing = false

  /** Tries until it is written: what is new is nowhere else, and what is in the store is spent. */
  const insist = async (save: () => Promise<OpenedConnection>): Promise<OpenedConnection> => {
    for (let attempt = 0; ; attempt++) {
      const isLast = isClosing
      try {
        return await save()
      } catch (error) {
        if (isLast || !(isPassing(error) || (isUnknown(error) && attempt < TRIES))) throw error
        await pauseBeforeRetry(context, attempt)
      }
    }
  }

  const patiently = async (saved: Promise<OpenedConnection>): Promise<OpenedConnection> => {
    let stop = (): void => undefined
    const late = new Promise<never>((_, reject) => {
      stop = clock.after(PATIENCE_MS, () => reject(new VaultStoreUnavailableError('The new tokens are not written yet.')))
    })
    return Promise.race([saved, late]).finally(() => stop())
  }

  return {
    async spend(spent) {
      const startedAt = clock.now()
      const sent = await send(context, spent)
      const durationMs = (clock.now() - startedAt) * 1000
      const { userId, platform } = spent.body
      if (sent === 'unsent') return void (await release(context, spent))
      if ('error' in sent) return fail(context, spent, { ...sent, durationMs })
      const save = createSave(context, spent, sent.tokens)
      const saved = insist(save).then((opened) => {
        emit('refreshed', { userId, platform, durationMs, early: spent.isEarly })
        return opened
      })
      saves.set(spent.id.key, saved)
      const leave = (): void => void saves.delete(spent.id.key)
      saved.then(leave, leave)
      return patiently(saved)
    },
    end: (over) => endConnection(context, over, null),
    async unsaved({ key }) {
      const saved = saves.get(key)
      if (saved !== undefined) await patiently(saved).catch(rethrowUnavailable)
    },
    async settle() {
      isClosing = true
      await Promise.allSettled(saves.values())
    },
  }
}

/** Tells whether the database, or the key service, will answer again. */
function isPassing(error: unknown): boolean {
  return error instanceof VaultStoreUnavailableError || (error instanceof VaultError && error.retryable)
}

/** Tells whether a store rejected with what is no error of ours: it may be away, and not say so as it should. */
function isUnknown(error: unknown): boolean {
  return !(error instanceof StagedoorError || error instanceof VaultError || error instanceof TypeError)
}

/** Only that there is no store is news to who waits; all else is read again. */
function rethrowUnavailable(error: unknown): void {
  if (error instanceof VaultStoreUnavailableError) throw error
}

type Sent = { readonly tokens: GrantedTokens } | { readonly error: unknown; readonly isUncertain: boolean } | 'unsent'

/** Sends the refresh; once more where the reply was lost and the platform repeats it. */
async function send({ clock, requestSeconds }: VaultContext, { platform, refreshToken, body, lease }: SpentTokens): Promise<Sent> {
  const startedAt = clock.now()
  let lost: StagedoorError | undefined
  for (;;) {
    // A lease that is over is somebody else's: a request that could come after theirs must not leave.
    const sendBefore = lease.sentAt + requestSeconds * (lost === undefined ? 0.5 : 1.5)
    try {
      const tokens = await platform.acts.refresh({ refreshToken, scope: body.scope, sendBefore })
      if (tokens !== undefined) return { tokens }
      return lost === undefined ? 'unsent' : { error: lost, isUncertain: true }
    } catch (error) {
      const isLost = error instanceof StagedoorError && error.code === 'refresh_uncertain'
      const isRepeatable = isLost && lost === undefined && clock.now() - startedAt < platform.retryWindowSeconds
      if (!isRepeatable) return { error, isUncertain: isLost || lost !== undefined }
      lost = error
    }
  }
}

/** Gives a lease back under which nothing was sent. */
async function release(context: VaultContext, { id, lease }: SpentTokens): Promise<void> {
  await changeConnection(context, id, (found) => (found.lease?.holder === lease.holder ? { ...found, lease: null } : undefined))
}

/**
 * Makes the act that writes new tokens. It may be called until it succeeds.
 *
 * Right exactly while the connection still has the tokens that were spent: then ours are the only ones that work, whoever holds the lease
 * meanwhile, and whatever they were told.
 */
function createSave(
  context: VaultContext,
  { id, body: spent, record, platform }: SpentTokens,
  tokens: GrantedTokens,
): () => Promise<OpenedConnection> {
  const generation = drawName(context)
  let known: VaultRecord | undefined = record
  return async () => {
    for (;;) {
      const before: VaultRecord | undefined = known ?? (await context.store.read(id))
      known = undefined
      if (before === undefined) {
        // Disconnected while the request was on its way: nothing may be left behind that works.
        await platform.acts.revoke(tokens)
        throw new StagedoorError('not_signed_in', { message: 'This person was disconnected.' })
      }
      // Not opened: it may be sealed with a key that this process does not know yet.
      const found = parseConnectionBody(before)
      // Another consent, a faster refresh, or ourselves, when the store did not say that it had written. Ours may share its grant: not revoked.
      if (found.grant !== spent.grant || found.generation !== spent.generation) return requireConnected(await context.opened.open(before))
      const body: ConnectionBody = {
        ...found,
        ...(await sealTokens(context, { id, tokens, platform })),
        status: 'connected',
        reason: null,
        generation,
        lease: null,
        uncertainSince: null,
        health: { ...found.health, refreshedAt: tokens.since, failure: null, failures: 0, nextAttemptAt: null },
      }
      const written = await writeConnection(context, id, { before, body })
      if (written !== undefined) return { body, accessToken: tokens.accessToken }
    }
  }
}

/** Notes what went wrong, and throws it; or finds that somebody else was granted what we were refused. */
async function fail(
  context: VaultContext,
  spent: SpentTokens,
  { error, isUncertain, durationMs }: { readonly error: unknown; readonly isUncertain: boolean; readonly durationMs: number },
): Promise<OpenedConnection> {
  const { id, lease, body, platform, isEarly: early } = spent
  if (error instanceof StagedoorError && error.code === 'session_ended') {
    const ending = await endConnection(context, spent, { durationMs, early })
    const found = await context.store.read(id)
    if (found === undefined) throw ending
    const opened = context.opened.find(found) ?? (await context.opened.open(found))
    if (opened.body.generation === body.generation) throw ending
    return requireConnected(opened)
  }
  const code = error instanceof StagedoorError ? error.code : 'provider_unavailable'
  const now = context.clock.now()
  const failures = body.health.failures + 1
  const retryAfterSeconds = error instanceof StagedoorError ? error.retryAfterSeconds : undefined
  const wait = backOffSeconds(failures, context.random(1)[0] ?? 0, retryAfterSeconds)
  const health = { ...body.health, failedAt: now, failure: code, failures, nextAttemptAt: now + wait }
  // Given up, not answered: a platform that is behind may read it yet, and would take it, or what is sent meanwhile, for theft.
  const isUnderWay = isUncertain && platform.retryWindowSeconds === 0 && durationMs >= context.requestSeconds * 1000
  const noted = changeConnection(context, id, (found) =>
    found.lease?.holder === lease.holder
      ? {
          ...found,
          lease: isUnderWay ? found.lease : null,
          health,
          uncertainSince: isUncertain ? (found.uncertainSince ?? lease.sentAt) : found.uncertainSince,
        }
      : undefined,
  )
  // A store that does not take it will show the lease, which says the same when it is over.
  await noted.catch((reason: unknown) => context.log({ reason: 'refresh_failed', error: reason }))
  context.emit('refresh_failed', { userId: body.userId, platform: body.platform, code, failures, durationMs, early })
  throw error
}

/** Notes that the person must connect again, unless others have newer tokens. */
async function endConnection(
  context: VaultContext,
  { id, body }: Pick<SpentTokens, 'id' | 'body'>,
  refresh: VaultEvents['reauthorization_required']['refresh'],
): Promise<StagedoorError> {
  // Whether a lost reply was to blame.
  const reason = body.uncertainSince === null ? 'session_ended' : 'refresh_uncertain'
  const wasEnded = await changeConnection(context, id, (found) =>
    found.grant === body.grant && found.generation === body.generation && found.status === 'connected'
      ? { ...found, status: 'reauthorization_required', reason, accessToken: null, refreshToken: null, lease: null }
      : undefined,
  )
  if (wasEnded) context.emit('reauthorization_required', { userId: body.userId, platform: body.platform, code: reason, refresh })
  return ended({ reason })
}
