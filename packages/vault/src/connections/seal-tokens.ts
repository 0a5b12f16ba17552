import type { GrantedTokens } from '@stagedoor/client/server'
import type { RecordId } from '../ports/vault-store.ts'
import type { PlatformAtWork, VaultContext } from '../vault-context.ts'
import type { ConnectionBody } from './connection-body.ts'

/** What of a connection is another with other tokens. */
export type SealedTokens = Pick<
  ConnectionBody,
  'accessToken' | 'refreshToken' | 'scope' | 'receivedAt' | 'expiresAt' | 'refreshAt' | 'refreshExpiresAt'
>

/** Seals tokens to the record they belong to. */
export async function sealTokens(
  { sealer }: Pick<VaultContext, 'sealer'>,
  { id, tokens, platform }: { readonly id: RecordId; readonly tokens: GrantedTokens; readonly platform: PlatformAtWork },
): Promise<SealedTokens> {
  const { accessToken, refreshToken, scope, since } = tokens
  // A life of no second says that there is no end, or that nobody knows it: else each use would cost a refresh.
  const { expiresAt = null, refreshAt = null } = tokens.expiresAt === since ? {} : tokens
  const { collection, key } = id
  const lifetime = platform.refreshTokenLifetimeSeconds
  return {
    accessToken: await sealer.seal(accessToken, { collection, key, column: 'accessToken' }),
    refreshToken: refreshToken === undefined ? null : await sealer.seal(refreshToken, { collection, key, column: 'refreshToken' }),
    scope,
    receivedAt: since,
    expiresAt,
    refreshAt,
    refreshExpiresAt: refreshToken === undefined || lifetime === null ? null : since + lifetime,
  }
}
