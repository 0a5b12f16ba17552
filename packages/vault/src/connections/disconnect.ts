import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { PlatformAtWork, VaultContext } from '../vault-context.ts'
import { VaultError } from '../vault-error.ts'
import { type ConnectionBody, findConnectionBody } from './connection-body.ts'
import { drawName, pauseBeforeRetry, writeConnection } from './connection-records.ts'

/** How long to wait for a refresh under way; who refreshes longer finds nothing to write to, and revokes what it got. */
const PATIENCE_SECONDS = 10

interface Disconnected {
  readonly id: RecordId
  readonly userId: string
  readonly platform: PlatformAtWork
}

/**
 * Revokes a connection at the platform, then erases it; erased it is also where it cannot be read any more.
 *
 * Behind a refresh that is under way, so that what it brings is revoked as well, and nobody can refresh meanwhile.
 */
export async function disconnect(context: VaultContext, { id, userId, platform }: Disconnected): Promise<{ readonly revoked: boolean }> {
  const { store, clock, emit, requestSeconds } = context
  const patientUntil = clock.now() + PATIENCE_SECONDS
  const holder = `${context.holder}.${drawName(context)}`
  const isOthers = ({ lease }: ConnectionBody): boolean => lease !== null && lease.holder !== holder && lease.until > clock.now()
  let found: { readonly grant: string | undefined; readonly generation: string | undefined; readonly revoked: boolean } | undefined
  for (let attempt = 0; ; attempt++) {
    const record = await store.read(id)
    const body = record && findConnectionBody(record)
    // Whoever connected again meanwhile did not mean this.
    if (record === undefined || (found !== undefined && body?.grant !== found.grant)) break
    if (body !== undefined && isOthers(body) && clock.now() < patientUntil) {
      await pauseBeforeRetry(context, attempt)
      continue
    }
    const lease = { holder, until: clock.now() + requestSeconds, sentAt: null }
    const held = body === undefined ? record : await writeConnection(context, id, { before: record, body: { ...body, lease } })
    if (held === undefined) continue
    if (found === undefined || body?.generation !== found.generation) {
      const revoked = body !== undefined && (await revokeTokens(context, platform, { record, body }))
      found = { grant: body?.grant, generation: body?.generation, revoked }
    }
    if (await store.erase(id, held.version)) break
  }
  const revoked = found?.revoked === true
  if (found !== undefined) emit('disconnected', { userId, platform: platform.platform.id, revoked })
  return { revoked }
}

interface Kept {
  readonly record: VaultRecord
  readonly body: ConnectionBody
}

/**
 * Revokes what a connection has, or had; a person's own credentials are theirs to revoke, where they made them.
 *
 * @param kept - `replacedBy`: where a platform gave the same token again, it is not revoked.
 */
export async function revokeTokens(
  context: VaultContext,
  { acts }: PlatformAtWork,
  { replacedBy, ...kept }: Kept & { readonly replacedBy?: Kept },
): Promise<boolean> {
  if (kept.body.kind !== 'oauth') return false
  try {
    const tokens = await openTokens(context, kept)
    if (tokens === undefined) return false
    const newer = replacedBy && (await openTokens(context, replacedBy))
    const isSame = newer?.accessToken === tokens.accessToken || (newer?.refreshToken ?? '') === tokens.refreshToken
    return !isSame && (await acts.revoke(tokens))
  } catch (error) {
    // What no key opens can be revoked by nobody.
    if (error instanceof VaultError) return false
    throw error
  }
}

async function openTokens(
  { opened }: VaultContext,
  { record, body }: Kept,
): Promise<{ readonly accessToken: string; readonly refreshToken: string | undefined } | undefined> {
  const { accessToken } = await opened.open(record)
  if (accessToken === null) return undefined
  return { accessToken, refreshToken: body.refreshToken === null ? undefined : await opened.openRefreshToken(record, body.refreshToken) }
}
