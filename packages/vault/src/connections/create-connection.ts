import type { Profile } from '@stagedoor/client'
import type { ConnectedAccount, Connection, ConnectionSummary } from '../connection.ts'
import { getPlatform, type PlatformAtWork, type VaultContext } from '../vault-context.ts'
import type { ConnectionBody } from './connection-body.ts'
import { connectionKey } from './connection-key.ts'
import { changeConnection } from './connection-records.ts'
import { disconnect } from './disconnect.ts'
import { summarize, summarizeNone } from './summarize.ts'
import type { TokenKeeper } from './token-keeper.ts'

/** Where a connection is, and what was read of it. */
export interface ConnectionPlace {
  readonly userId: string
  readonly platformId: string
  /** `undefined`: there is none. */
  readonly body: ConnectionBody | undefined
}

/** Makes what an app holds: a snapshot, and acts that read anew. */
export function createConnection(context: VaultContext, tokens: TokenKeeper, { userId, platformId, body }: ConnectionPlace): Connection {
  const platform = getPlatform(context, platformId)
  const id = connectionKey(userId, platformId)
  const source = tokens.source(id)
  const summary: ConnectionSummary = body === undefined ? summarizeNone(userId, platformId) : summarize(body)

  /** How the credentials go into a header is kept with them. */
  const readScheme = async (): Promise<string | undefined> => (await tokens.current(id)).body.scheme ?? undefined

  return {
    ...summary,
    getAccessToken: () => tokens.getAccessToken(id),
    fetch: async (input, init) => platform.acts.createFetch(source, await readScheme())(input, init),
    refresh: () => tokens.renew(id),
    async test() {
      const { scheme, grant } = (await tokens.current(id)).body
      const account = accountOf(await platform.acts.requestProfile(source, scheme ?? undefined))
      await changeConnection(context, id, (found) => (found.grant === grant ? { ...found, account } : undefined))
      return account
    },
    disconnect: () => disconnect(context, { id, userId, platform }),
  }
}

/** Takes from a profile what names an account. */
function accountOf({ subject, name, username }: Profile): ConnectedAccount {
  return { id: subject, name: name ?? null, handle: username ?? null }
}

/** Asks whose tokens these are, before anything is kept of them. */
export async function askWhose({ acts }: PlatformAtWork, accessToken: string): Promise<ConnectedAccount> {
  const token = { accessToken, isRefreshable: false }
  return accountOf(await acts.requestProfile({ current: async () => token, refresh: async () => token, reject: () => undefined }))
}
