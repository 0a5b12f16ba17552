import type { GrantedTokens } from '@stagedoor/client/server'
import type { ConnectedAccount } from '../connection.ts'
import { connectionKey } from '../connections/connection-key.ts'
import { askWhose } from '../connections/create-connection.ts'
import { putConnection, revokeUnkept } from '../connections/put-connection.ts'
import { sealTokens } from '../connections/seal-tokens.ts'
import type { ConnectOptions, FinishedConnect, ReplyBrowser, StartedConnect } from '../vault.ts'
import { getPlatform, type PlatformAtWork, type VaultContext } from '../vault-context.ts'
import type { VaultOptions } from '../vault-options.ts'
import type { VaultParts } from '../vault-parts.ts'
import { keepAttempt, takeAttempt } from './attempt.ts'

/** Begins to connect somebody: the redirect, and what is remembered of it. */
export async function startAttempt(
  context: VaultContext,
  { userId, platformId, binding, ...options }: ConnectOptions & { readonly userId: string | null; readonly platformId: string },
): Promise<StartedConnect> {
  const { acts, platform } = getPlatform(context, platformId)
  // Before somebody is sent away: what cannot be kept later need not begin.
  if (userId !== null) connectionKey(userId, platformId)
  const { url, state, pending } = acts.begin(options)
  return { url, binding: await keepAttempt(context, { platform: platform.id, userId, pending }, { state, binding }) }
}

/** Finishes what was begun: takes the attempt, redeems the code, asks whose it is, writes the connection. */
export async function finishAttempt(
  { context, connect }: VaultParts,
  options: Pick<VaultOptions, 'userOf' | 'fetchProfileOnConnect'>,
  { reply, browser }: { readonly reply: string; readonly browser: ReplyBrowser },
): Promise<FinishedConnect> {
  const attempt = await takeAttempt(context, reply, browser)
  const platform = getPlatform(context, attempt.platform)
  const { tokens, returnTo } = await platform.acts.redeem(reply, attempt.pending)
  try {
    const { userId, account } = await decideUser(platform, options, { userId: attempt.userId, tokens })
    const sealed = await sealTokens(context, { id: connectionKey(userId, attempt.platform), tokens, platform })
    const body = await putConnection(context, { userId, platform, kind: 'oauth', sealed, account })
    return { connection: connect(userId, attempt.platform, body), userId, returnTo }
  } catch (error) {
    revokeUnkept(context, platform, tokens)
    throw error
  }
}

async function decideUser(
  platform: PlatformAtWork,
  { userOf = defaultUserOf, fetchProfileOnConnect = true }: Pick<VaultOptions, 'userOf' | 'fetchProfileOnConnect'>,
  { userId, tokens }: { readonly userId: string | null; readonly tokens: GrantedTokens },
): Promise<{ readonly userId: string; readonly account: ConnectedAccount | null }> {
  const whose = (): Promise<ConnectedAccount> => askWhose(platform, tokens.accessToken)
  // The app knows who it is; the platform's answer is an ornament.
  if (userId !== null) return { userId, account: fetchProfileOnConnect ? await whose().catch(() => null) : null }
  const account = await whose()
  return { userId: await userOf({ platform: platform.platform.id, account }), account }
}

const defaultUserOf: NonNullable<VaultOptions['userOf']> = ({ platform, account }) => `${platform}:${account.id}`
