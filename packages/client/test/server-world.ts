import { randomBytes } from 'node:crypto'
import { createServerClient, type ServerClient, type ServerClientOptions } from '@stagedoor/client/server'
import type { ClientPlatform } from '@stagedoor/platforms'
import { AuthorizationServerDouble } from './authorization-server-double.ts'
import { FakeClock } from './fake-clock.ts'

export const SERVER_CALLBACK: string = 'https://app.example/callback'

/** A backend, a platform and a clock. */
export class ServerWorld {
  readonly clock: FakeClock = new FakeClock()
  readonly server: AuthorizationServerDouble
  readonly #platform: ClientPlatform

  constructor(platform: ClientPlatform) {
    this.#platform = platform
    this.server = new AuthorizationServerDouble(platform)
  }

  client(options: Partial<ServerClientOptions> = {}): ServerClient {
    return createServerClient({
      platform: this.#platform,
      clientId: 'demo',
      clientSecret: 'hush',
      redirectUri: SERVER_CALLBACK,
      fetch: this.server.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      ...options,
    })
  }
}
