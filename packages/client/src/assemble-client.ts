import { createContext } from './client-context.ts'
import type { ClientSettings } from './client-options.ts'
import { createEventEmitter } from './event-emitter.ts'
import { loadLater } from './load-later.ts'
import { askProfile } from './requests/ask-profile.ts'
import { revoke } from './requests/revoke.ts'
import { createRefresher, type Refresher } from './session/refresher.ts'
import { createSessionKeeper } from './session/session-keeper.ts'
import { createCallbackPage } from './sign-in/callback-page.ts'
import { login } from './sign-in/login.ts'
import { createPendingLogins } from './sign-in/pending-login.ts'
import { createPopupLogins } from './sign-in/popup-logins.ts'
import type { SignInParts } from './sign-in/sign-in-parts.ts'
import type { ClientEvents, StagedoorClient } from './stagedoor-client.ts'
import { configurationError } from './stagedoor-error.ts'

/** A client, and what it is made of. */
export interface AssembledClient {
  readonly client: StagedoorClient
  readonly parts: SignInParts
  readonly refresher: Refresher
}

const assembled: WeakMap<object, AssembledClient> = /* @__PURE__ */ new WeakMap()

/** Finds what a client is made of: for entries that add to a client somebody has made already. */
export function partsOf(client: object): AssembledClient {
  const found = assembled.get(client)
  if (found === undefined) throw new TypeError('This is no client that createClient() made.')
  return found
}

/** Makes a client of whatever options go together, and keeps its parts at hand for who adds to it. */
export function assembleClient(settings: ClientSettings): AssembledClient {
  const context = createContext(settings)
  const { emit, on } = createEventEmitter<ClientEvents>(() => {
    const stops = [
      context.storage.subscribe?.((key) => (key === null || key === keeper.key) && void keeper.read()),
      // A timer would have slept as well.
      context.page?.onWake?.(() => void refresher.current().catch(() => undefined)),
    ]
    return () => {
      for (const stop of stops) stop?.()
    }
  })
  const keeper = createSessionKeeper(context, emit)
  const refresher = createRefresher(context, keeper, emit)
  const parts = { context, keeper, pendingLogins: createPendingLogins(context), emit }
  const popupLogins = createPopupLogins(parts)
  const client: StagedoorClient = {
    platform: context.platform,
    endpoints: context.platform.endpoints,
    get session() {
      return keeper.state
    },
    subscribe: (listener) => on('change', listener),
    on,
    async login(options = {}) {
      await login(parts, popupLogins, options)
      return keeper.state
    },
    handleCallback: createCallbackPage(parts),
    ...createSessionActs(parts, refresher),
  }
  const whole = { client, parts, refresher }
  assembled.set(client, whole)
  return whole
}

type SessionActs = Pick<StagedoorClient, 'restore' | 'getAccessToken' | 'fetch' | 'refresh' | 'getProfile' | 'logout'>

function createSessionActs(parts: SignInParts, refresher: Refresher): SessionActs {
  const { scheme } = parts.context
  const fetch: StagedoorClient['fetch'] = async (input, init) => {
    const { createFetchWithToken } = await loadLater(import('./requests/platform-api.ts'))
    return createFetchWithToken(parts.context, parts.keeper, refresher)(input, init)
  }
  return {
    async restore() {
      parts.pendingLogins.sweep().catch(() => undefined)
      await refresher.current().catch(() => undefined) // the state says how it went
      return parts.keeper.state
    },
    async getAccessToken() {
      if (scheme !== undefined && scheme !== 'Basic') return (await refresher.current()).accessToken
      throw configurationError('No access token.')
    },
    fetch,
    async refresh() {
      await refresher.refresh((await parts.keeper.read()).live?.accessToken ?? '')
      return parts.keeper.state
    },
    getProfile: async () =>
      parts.context.part.requestProfile?.(parts.context, (await refresher.current()).accessToken) ?? askProfile(parts.context, fetch),
    async logout() {
      const { live } = await parts.keeper.read()
      // Sent first, so that closing the page now still revokes; cleared without waiting for the answer.
      const revoked = live && revoke(parts.context, live)
      await parts.keeper.put(undefined)
      return { revoked: (await revoked) === true }
    },
  }
}
