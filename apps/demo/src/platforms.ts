import { createClient, type StagedoorClient } from '@stagedoor/client'
import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'
import { clientIds } from './client-ids.ts'

/** One of the demo's two sign-ins. */
export interface DemoPlatform {
  readonly description: PlatformDescription
  readonly client: StagedoorClient
}

const emulator: string = import.meta.env.VITE_EMULATOR_URL ?? 'http://127.0.0.1:4700'

/** The same client code for both; `baseUrl` is what makes it speak to the emulator instead of the real platform. */
export const platforms: readonly DemoPlatform[] = [
  connect(audius, import.meta.env.VITE_AUDIUS_CLIENT_ID ?? clientIds.audius, 'write'),
  connect(standard, import.meta.env.VITE_STANDARD_CLIENT_ID ?? clientIds.standard, 'openid profile tracks:read'),
]

function connect(description: PlatformDescription, clientId: string, scope: string): DemoPlatform {
  const client = createClient({
    platform: description,
    baseUrl: `${emulator}/${description.id}`,
    clientId,
    redirectUri: new URL('/callback.html', location.href).href,
    scope,
    storage: 'local',
  })
  return { description, client }
}
