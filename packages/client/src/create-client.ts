import { createContext } from './client-context.ts'
import type { ClientOptions } from './client-options.ts'
import { createEventEmitter } from './event-emitter.ts'
import { createFetchWithToken } from './requests/fetch-with-token.ts'
import { requestProfile } from './requests/request-profile.ts'
import { revoke } from './requests/revoke.ts'
import { createRefresher } from './session/refresher.ts'
import { createSessionKeeper } from './session/session-keeper.ts'
import { createCallbackPage } from './sign-in/callback-page.ts'
import { login } from './sign-in/login.ts'
import { createPendingLogins } from './sign-in/pending-login.ts'
import { createPopupLogins } from './sign-in/popup-logins.ts'
import type { ClientEvents, StagedoorClient } from './stagedoor-client.ts'

/**
 * Makes one app's sign-in with one platform. Touches neither storage nor network: call `restore()` for that.
 *
 * @throws {@link StagedoorError} `configuration`: no base URL for a platform that needs one, an empty client id, a relative redirect URI.
 */
export function createClient(options: ClientOptions): StagedoorClient {
  const context = createContext(options)
  const { emit, on } = createEventEmitter<ClientEvents>(
    () => context.storage.subscribe?.((key) => (key === null || key === keeper.key) && void keeper.read()) ?? (() => undefined),
  )
  const keeper = createSessionKeeper(context, emit)
  const refresher = createRefresher(context, keeper, emit)
  const pendingLogins = createPendingLogins(context)
  const parts = { context, keeper, pendingLogins, emit }
  const popupLogins = createPopupLogins(parts)
  const fetch = createFetchWithToken(context, keeper, refresher)

  return {
    platform: context.platform,
    endpoints: context.platform.endpoints,
    get session() {
      return keeper.state
    },
    subscribe: (listener) => on('change', () => listener()),
    on,
    async login(loginOptions = {}) {
      await login(parts, popupLogins, loginOptions)
      return keeper.state
    },
    handleCallback: createCallbackPage(parts),
    async restore() {
      pendingLogins.sweep().catch(() => undefined)
      await refresher.current().catch(() => undefined) // the state says how it went
      return keeper.state
    },
    getAccessToken: async () => (await refresher.current()).accessToken,
    fetch,
    async refresh() {
      const { session } = await keeper.read()
      await refresher.refresh(session?.kind === 'live' ? session.accessToken : '')
      return keeper.state
    },
    getProfile: () => requestProfile(context, fetch),
    async logout() {
      const { session } = await keeper.read()
      // Sent first, so that closing the page now still revokes; cleared without waiting for the answer.
      const revoked = session?.kind === 'live' ? revoke(context, session) : false
      await keeper.put(undefined)
      return { revoked: await revoked }
    },
  }
}
