import type { ClientPlatform } from '@stagedoor/platforms'
import { partsOf } from '../assemble-client.ts'
import type { ServerClient } from '../server-client.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'

/** What is known of the app and its platform: it rules causes out, and gives the others their names. Nothing in it is secret. */
export interface Facts {
  readonly platform: ClientPlatform | undefined
  readonly redirectUri: string | undefined
  /** Of the page; `undefined` on a server. */
  readonly origin: string | undefined
  readonly isServer: boolean
}

/** Collects what a client knows. */
export function collectFacts(client: StagedoorClient | ServerClient | undefined): Facts {
  if (client === undefined) return { platform: undefined, redirectUri: undefined, origin: undefined, isServer: false }
  const { platform, redirectUri, page } = partsOf(client).parts.context
  return { platform, redirectUri, origin: page === null ? undefined : new URL(page.url()).origin, isServer: page === null }
}
