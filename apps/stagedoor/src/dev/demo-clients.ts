import { createHash } from 'node:crypto'
import type { Client } from '@stagedoor/server/ports'

/** A client that an emulated platform has from the start. Its secret, if any, is public. */
export interface DemoClient {
  readonly client: Client
  readonly clientSecret?: string
}

const demoRedirectUris = ['http://127.0.0.1:5173/callback.html', 'http://127.0.0.1:5173/']

const secret = 'stagedoor-demo-secret-for-a-laptop-only'
const standardScope = ['openid', 'profile', 'email', 'tracks:read', 'tracks:write']

type ClientOfItsOwn = Pick<Client, 'id' | 'scope'> & Partial<Client>

const clientsByPlatform: Readonly<Record<string, readonly (ClientOfItsOwn & { readonly clientSecret?: string })[]>> = {
  audius: [{ id: '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00', scope: ['read', 'write'] }],
  standard: [
    { id: 'stagedoor-demo-web-app', scope: standardScope },
    {
      id: 'stagedoor-demo-backend',
      name: 'Stagedoor demo backend',
      authenticationMethod: 'client_secret_basic',
      secretDigests: [createHash('sha256').update(secret).digest()],
      scope: standardScope,
      clientSecret: secret,
    },
    {
      id: 'stagedoor-demo-native',
      name: 'Stagedoor demo for the desktop',
      applicationType: 'native',
      redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
      scope: standardScope,
    },
  ],
}

/** Lists the demo clients of a platform; one that has none of its own gets none. */
export function listDemoClients(platformId: string, createdAt: number): readonly DemoClient[] {
  return (clientsByPlatform[platformId] ?? []).map(({ clientSecret, ...own }) => ({
    client: {
      name: 'Stagedoor demo',
      applicationType: 'web',
      authenticationMethod: 'none',
      secretDigests: [],
      redirectUris: demoRedirectUris,
      homepage: 'http://127.0.0.1:5173/',
      verified: false,
      createdAt,
      disabledAt: null,
      ...own,
    },
    ...(clientSecret !== undefined && { clientSecret }),
  }))
}
