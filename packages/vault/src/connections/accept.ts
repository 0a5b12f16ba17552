import type { Credentials } from '@stagedoor/client'
import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { ConnectedAccount, Connection } from '../connection.ts'
import type { HandedOverTokens } from '../vault.ts'
import { getPlatform } from '../vault-context.ts'
import type { VaultOptions } from '../vault-options.ts'
import type { VaultParts } from '../vault-parts.ts'
import { connectionKey } from './connection-key.ts'
import { askWhose } from './create-connection.ts'
import { parseHandedOver } from './parse-handed-over.ts'
import { putConnection, revokeUnkept } from './put-connection.ts'
import { sealTokens } from './seal-tokens.ts'

interface Accepted {
  readonly userId: string
  readonly platformId: string
}

/** Takes over tokens from a browser client. The same ones once more change nothing: what they became is newer. */
export async function acceptTokens(
  { context, connect }: VaultParts,
  { userId, platformId, given }: Accepted & { readonly given: HandedOverTokens },
): Promise<Connection> {
  const platform = getPlatform(context, platformId)
  const id = connectionKey(userId, platformId)
  const tokens = parseHandedOver(given, context.clock.now())
  const handedOver = encodeBase64url(sha256(tokens.refreshToken ?? tokens.accessToken))
  const sealed = { ...(await sealTokens(context, { id, tokens, platform })), handedOver }
  return connect(userId, platformId, await putConnection(context, { userId, platform, kind: 'oauth', sealed }))
}

/** Keeps a person's own credentials. @throws StagedoorError `configuration`: the platform takes no such credentials. */
export async function acceptCredentials(
  { context, connect }: VaultParts,
  { userId, platformId, credentials }: Accepted & { readonly credentials: Credentials },
): Promise<Connection> {
  const platform = getPlatform(context, platformId)
  const { scheme, secret } = credentials.reveal(platform.platform)
  const { collection, key } = connectionKey(userId, platformId)
  const sealed = { scheme, accessToken: await context.sealer.seal(secret, { collection, key, column: 'accessToken' }) }
  const kind = scheme === 'Basic' ? 'basic' : 'personal_token'
  return connect(userId, platformId, await putConnection(context, { userId, platform, kind, sealed }))
}

/** Gets tokens for a password, which is sent once and not kept. */
export async function acceptPassword(
  { context, connect }: VaultParts,
  { fetchProfileOnConnect = true }: Pick<VaultOptions, 'fetchProfileOnConnect'>,
  { userId, platformId, credentials }: Accepted & { readonly credentials: { readonly username: string; readonly password: string } },
): Promise<Connection> {
  const platform = getPlatform(context, platformId)
  const id = connectionKey(userId, platformId)
  const tokens = await platform.acts.askWithPassword(credentials)
  const account: ConnectedAccount | null = fetchProfileOnConnect ? await askWhose(platform, tokens.accessToken).catch(() => null) : null
  try {
    const sealed = await sealTokens(context, { id, tokens, platform })
    return connect(userId, platformId, await putConnection(context, { userId, platform, kind: 'oauth', sealed, account }))
  } catch (error) {
    revokeUnkept(context, platform, tokens)
    throw error
  }
}
