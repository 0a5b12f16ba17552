import { fileURLToPath } from 'node:url'
import { launch } from '../launch.ts'
import type { PeerLauncher } from '../peer.ts'

/** `oidc-provider` with tokens in memory: no database, nothing durable. */
export const oidcProvider: PeerLauncher = {
  name: 'oidc-provider (in-memory Map)',
  async start() {
    const launched = await launch([fileURLToPath(new URL('./oidc-provider-server.ts', import.meta.url))])
    const ready: { port: number; client: { id: string; secret: string; redirectUri: string }; cookie: string } = JSON.parse(
      launched.firstLine,
    )
    return {
      name: this.name,
      pid: launched.pid,
      coldStartMs: launched.readyMs,
      port: ready.port,
      client: ready.client,
      cookie: ready.cookie,
      plainScope: 'tracks',
      profileScope: 'openid profile',
      paths: { authorization: '/auth', token: '/token', introspection: '/token/introspection', userinfo: '/me' },
      stop: launched.stop,
    }
  },
}
