import { audius, type PlatformDescription } from '@stagedoor/platforms'
import type { ClientOptions } from '../../client-options.ts'
import { isJsonObject, parseJson } from '../../json-object.ts'
import type { PagePort } from '../../ports/page-port.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import { memoryStorage } from '../../runtime/memory-storage.ts'
import { systemClock } from '../../runtime/system-clock.ts'
import { webStorage } from '../../runtime/web-storage.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import type { AudiusSdkConfig } from './audius-sdk.ts'
import { tokenStoreStorage } from './token-store-storage.ts'

/**
 * Says in the core's words what an app said in Audius'.
 *
 * @throws {@link StagedoorError} `configuration`: neither name nor key, or an address that is none.
 */
export function appOptions(config: AudiusSdkConfig, page: PagePort): ClientOptions {
  const { apiKey, appName, apiEndpoint, environment, services = {} } = config
  const { tokenStore, storage = defaultStorage(), ...ports } = services
  const clientId = apiKey || appName
  if (!clientId) throw new StagedoorError('configuration', { message: 'App name or API key not set.' })
  const [developmentBase] = audius.aliasOrigins
  const baseUrl = environment === 'development' ? (apiEndpoint ?? developmentBase) : apiEndpoint
  return {
    ...ports,
    platform: apiKey ? audius : namedAudius(),
    clientId,
    redirectUri: config.redirectUri ?? page.url().replace(/[?#].*/, ''),
    storage: tokenStore ? tokenStoreStorage(tokenStore, storage, ports.clock ?? systemClock) : storage,
    page,
    ...(baseUrl && { baseUrl: baseUrl.replace(/(\/v1)?\/*$/, '') }),
    ...(!apiKey && { fetch: fetchWithoutClientId(ports.fetch) }),
  }
}

/** One object for every client of this app, so that they share what a blocked storage keeps in memory. */
function defaultStorage(): StoragePort {
  // Where there is no page, nothing that was asked is lost by leaving it.
  return typeof document === 'undefined' ? { ...memoryStorage(), durable: true } : webStorage(() => localStorage)
}

/** Audius for an app that has a name only. */
function namedAudius(): PlatformDescription {
  const { nameParameter: clientIdParameter = 'app_name' } = audius.client.unregistered ?? {}
  return { ...audius, authorization: { ...audius.authorization, clientIdParameter } }
}

/** An app without a key has no client id to send: the code and the refresh token say whose they are. */
function fetchWithoutClientId(fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init)): typeof globalThis.fetch {
  return (input, init) => {
    const body = typeof init?.body === 'string' ? parseJson(init.body) : undefined
    if (!isJsonObject(body) || !('client_id' in body)) return fetch(input, init)
    return fetch(input, { ...init, body: JSON.stringify({ ...body, client_id: undefined }) })
  }
}
