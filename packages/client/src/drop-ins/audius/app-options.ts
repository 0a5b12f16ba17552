import { audius } from '@stagedoor/platforms/client'
import type { ClientSettings } from '../../client-options.ts'
import { webMessages } from '../../parts/web-messages.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import { memoryStorage } from '../../runtime/memory-storage.ts'
import { systemClock } from '../../runtime/system-clock.ts'
import { webStorage } from '../../runtime/web-storage.ts'
import type { AudiusSdkConfig } from './audius-sdk.ts'
import { tokenStoreStorage } from './token-store-storage.ts'

const DEVELOPMENT_API = 'http://audius-api'

/** Says in the core's words what an app said in Audius'. */
export function appOptions(config: AudiusSdkConfig): ClientSettings {
  const { apiKey, appName, redirectUri, apiEndpoint, environment, services = {} } = config
  const { tokenStore, openUrl: _ours, storage = defaultStorage(), ...ports } = services
  const baseUrl = apiEndpoint ?? (environment === 'development' ? DEVELOPMENT_API : undefined)
  return {
    ...ports,
    platform: audius,
    with: [webMessages],
    storage: tokenStore ? tokenStoreStorage(tokenStore, storage, ports.clock ?? systemClock) : storage,
    ...(redirectUri && { redirectUri }),
    ...(baseUrl && { baseUrl: baseUrl.replace(/(\/v1)?\/*$/, '') }),
    ...(apiKey ? { clientId: apiKey } : appName && { appName }),
  }
}

/** Where there is no page, nothing that was asked is lost by leaving it. */
function defaultStorage(): StoragePort {
  return typeof document === 'undefined' ? { ...memoryStorage(), durable: true } : webStorage(() => localStorage)
}
