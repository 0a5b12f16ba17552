import type { GrantedTokens } from '@stagedoor/client/server'
import type { ConnectedAccount } from '../connection.ts'
import type { PlatformAtWork, VaultContext } from '../vault-context.ts'
import { type ConnectionBody, findConnectionBody, UNTRIED } from './connection-body.ts'
import { connectionKey } from './connection-key.ts'
import { drawName, pauseBeforeRetry, writeConnection } from './connection-records.ts'
import { revokeTokens } from './disconnect.ts'

/** What a new connection is made of, tokens sealed. */
export interface NewConnection {
  readonly userId: string
  readonly platform: PlatformAtWork
  readonly kind: ConnectionBody['kind']
  readonly sealed: Partial<ConnectionBody> & Pick<ConnectionBody, 'accessToken'>
  readonly account?: ConnectedAccount | null
}

/**
 * Writes a new connection over whatever the person had there, and revokes that, where it cannot end the new one.
 *
 * What cannot be read is written over as well: the person was asked, and has brought something better.
 *
 * @returns What is connected now: what was there before, if it was made of the same tokens that are handed over again.
 */
export async function putConnection(context: VaultContext, made: NewConnection): Promise<ConnectionBody> {
  const { userId, platform } = made
  const id = connectionKey(userId, platform.platform.id)
  const body = newBody(context, made)
  for (let attempt = 0; ; attempt++) {
    const before = await context.store.read(id)
    const old = before && findConnectionBody(before)
    if (old !== undefined && old.handedOver !== null && old.handedOver === body.handedOver) return old
    const record = await writeConnection(context, id, { before: before ?? null, body })
    if (record !== undefined) {
      context.emit('connected', { userId, platform: platform.platform.id, account: body.account })
      // The new grant may be the old one, to the platform.
      if (before !== undefined && old !== undefined && !platform.platform.revocation.endsOtherGrants)
        context.waitUntil(revokeTokens(context, platform, { record: before, body: old, replacedBy: { record, body } }))
      return body
    }
    await pauseBeforeRetry(context, attempt)
  }
}

/** Revokes tokens that could not be kept: nothing may be left that works and that nobody holds. */
export function revokeUnkept({ waitUntil }: VaultContext, { platform, acts }: PlatformAtWork, tokens: GrantedTokens): void {
  // Else it could end the connection that is there.
  if (!platform.revocation.endsOtherGrants) waitUntil(acts.revoke(tokens))
}

function newBody(context: VaultContext, { userId, platform, kind, sealed, account = null }: NewConnection): ConnectionBody {
  const now = context.clock.now()
  return {
    v: 1,
    kind,
    userId,
    platform: platform.platform.id,
    status: 'connected',
    reason: null,
    account,
    scope: [],
    scheme: null,
    refreshToken: null,
    receivedAt: now,
    expiresAt: null,
    refreshAt: null,
    refreshExpiresAt: null,
    grant: drawName(context),
    generation: drawName(context),
    lease: null,
    uncertainSince: null,
    connectedAt: now,
    handedOver: null,
    health: UNTRIED,
    ...sealed,
  }
}
