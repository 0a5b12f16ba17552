import { assembleClient } from '../../assemble-client.ts'
import { audiusLegacy } from '../../audius-legacy-platform.ts'
import type { ClientContext } from '../../client-context.ts'
import type { ClientSettings } from '../../client-options.ts'
import { webMessages } from '../../parts/web-messages.ts'
import type { StagedoorClient } from '../../stagedoor-client.ts'
import type { LegacyProfile, LegacySdkConfig } from './legacy-sdk.ts'

/** A client for one question to Audius. */
export interface AskingClient {
  readonly client: StagedoorClient
  readonly context: ClientContext
  /** Waits until the core has found nothing wrong, forgets the token, which holds for ever, and tells what was heard: nothing, if nothing was asked. */
  hear(asked: Promise<unknown>): Promise<Heard | undefined>
}

/** A token that Audius has confirmed, and the profile as it was sent. */
export interface Heard {
  readonly jwt: string
  readonly profile: LegacyProfile
}

/** Makes a client for one question: what it hears is of nobody else's. */
export function askAudius(config: LegacySdkConfig, settings: Partial<ClientSettings> = {}): AskingClient {
  const { apiKey, appName, apiEndpoint, services = {} } = config
  let heard: Heard | undefined
  const { client, parts } = assembleClient({
    platform: audiusLegacy,
    with: [webMessages],
    storage: 'memory',
    ...services,
    ...settings,
    ...(apiEndpoint && { baseUrl: apiEndpoint }),
    ...(apiKey ? { clientId: apiKey } : appName && { appName }),
    async fetch(input, init) {
      const response = await (services.fetch ?? globalThis.fetch)(input, init)
      // A refusal, and what is no JSON, the core throws.
      const { data } = await response
        .clone()
        .json()
        .catch(() => ({}))
      heard = { jwt: String(new URL(String(input)).searchParams.get('token')), profile: data }
      return response
    },
  })
  return {
    client,
    context: parts.context,
    async hear(asked) {
      await asked
      await client.logout()
      return heard
    },
  }
}
