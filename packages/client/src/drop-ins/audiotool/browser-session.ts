import { audiotool } from '@stagedoor/platforms/client'
import { assembleClient as assembleCore } from '../../assemble-client.ts'
import type { ClientContext } from '../../client-context.ts'
import type { ClientOptions } from '../../client-options.ts'
import { isJsonObject } from '../../json-object.ts'
import type { Awaitable } from '../../ports/awaitable.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import { webStorage } from '../../runtime/web-storage.ts'
import { parseStoredSession } from '../../session/stored-session.ts'
import type { StagedoorClient } from '../../stagedoor-client.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { type AudiotoolClient, assembleClient } from './audiotool-client.ts'
import type { TokenData } from './auth-provider.ts'
import { callOff } from './call-off.ts'
import { createCall } from './create-call.ts'

/** What both ways to sign in may be told beyond what the platform documents. */
export interface BrowserOptions
  extends Pick<ClientOptions, 'baseUrl' | 'fetch' | 'clock' | 'random' | 'digest' | 'lock' | 'page' | 'popup' | 'channel'> {
  readonly clientId: string
  /** Divided by blanks. */
  readonly scope: string
  /** Default `localStorage`. Has to answer at once, because {@link AuthenticatedClient.exportTokens} does. */
  readonly storage?: StoragePort
  /** Shows the page anew after a logout; default `location.reload()`. */
  readonly reload?: () => void
}

/** The client of somebody who is signed in. */
export interface AuthenticatedClient extends AudiotoolClient {
  readonly status: 'authenticated'
  /** `mira`: what a person reads. */
  readonly userName: string
  /** `users/mira`: what the API calls the person. */
  readonly userResourceName: string
  /** Revokes at the platform, forgets here and in all tabs, and shows the page anew. Never rejects. */
  logout(): Promise<{ readonly revoked: boolean }>
  /**
   * Returns a copy of the tokens, for `createServerAuth()` on a server. It is here because the original has it.
   *
   * @NOTE A refresh token works once, and this leaves it with two owners: whoever refreshes second is logged out, within the hour. `handOverTokens()` of
   * `@stagedoor/client/hand-over` moves them instead.
   * @throws {@link StagedoorError} `not_signed_in`.
   */
  exportTokens(): TokenData
}

/** A browser's sign-in, before it is known whether there is anybody. */
export interface BrowserSession {
  readonly context: ClientContext
  readonly core: StagedoorClient
  /** Asks who is signed in, and makes the client of that person. */
  authenticate(): Promise<AuthenticatedClient>
}

/** How long a logout waits for the platform before it shows the page anew. */
const REVOKE_MS = 3000

/** Opens the session of this browser. @throws {@link StagedoorError} `configuration`. */
export function openBrowserSession({
  reload = () => location.reload(),
  ...options
}: BrowserOptions & Pick<ClientOptions, 'redirectUri' | 'with'>): BrowserSession {
  const all = { storage: webStorage(() => localStorage), ...options, platform: audiotool }
  const {
    client: core,
    parts: { context, keeper },
  } = assembleCore(all)
  const call = createCall(core.fetch, context.platform)
  const client = assembleClient({
    call,
    authorizedFetch: core.fetch,
    fetch: context.fetch,
    auth: { getToken: async () => `Bearer ${await callOff(core.getAccessToken())}` },
  })
  return {
    context,
    core,
    async authenticate() {
      const { whoami } = await call('auth.v1.AuthService', 'GetWhoami', {})
      const name = isJsonObject(whoami) ? whoami['userName'] : undefined
      if (typeof name !== 'string') throw new StagedoorError('invalid_response')
      return {
        ...client,
        status: 'authenticated',
        // The platform's documentation greets people by it; its API answers with the name of a resource.
        userName: name.replace(/^users\//, ''),
        userResourceName: name.replace(/^(?:users\/)?/, 'users/'),
        exportTokens: () => exportTokens(context.storage.read(keeper.key)),
        async logout() {
          const late = new Promise<{ revoked: boolean }>((resolve) => context.clock.after(REVOKE_MS, () => resolve({ revoked: false })))
          const outcome = await Promise.race([core.logout(), late])
          reload()
          return outcome
        },
      }
    },
  }
}

/** Reads what the storage holds now: another tab may have refreshed. */
function exportTokens(text: Awaitable<string | null>): TokenData {
  const session = typeof text === 'string' ? parseStoredSession(text) : undefined
  if (session?.kind !== 'live') throw new StagedoorError('not_signed_in')
  const { accessToken, refreshToken = '', expiresAt = 0 } = session
  return { accessToken, refreshToken, expiresAt: Math.round(expiresAt * 1000) }
}
