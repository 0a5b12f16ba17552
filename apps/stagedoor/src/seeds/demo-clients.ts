import { createHash } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { Client } from '@stagedoor/server/ports'

/** A client that is registered from the start. */
export interface DemoClient {
  readonly client: Client
  /** `null` for a public client. Known to everybody, which is why it exists in `dev` only. */
  readonly secret: string | null
}

const backendSecret = 'demo-secret-known-to-everybody'

/** The demo clients of a platform, as its description allows them: a page, a backend, a program on the desktop. Same ids at every start. */
export function createDemoClients(platform: PlatformDescription, createdAt: number): readonly DemoClient[] {
  const publicClient: Omit<Client, 'id' | 'name' | 'redirectUris'> = {
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    scope: platform.scopes.map(({ token }) => token),
    homepage: 'http://127.0.0.1:5173/',
    verified: false,
    createdAt,
    disabledAt: null,
  }
  const page: Client = {
    ...publicClient,
    id: demoClientId(platform, 'web-app', '57a6ed00'),
    name: 'Stagedoor demo',
    redirectUris: ['http://127.0.0.1:5173/callback.html', 'http://127.0.0.1:5173/'],
  }
  const backend: Client = {
    ...publicClient,
    id: demoClientId(platform, 'backend', '57a6ed01'),
    name: 'Stagedoor demo backend',
    authenticationMethod: 'client_secret_basic',
    secretDigests: [createHash('sha256').update(backendSecret).digest()],
    redirectUris: ['http://127.0.0.1:3000/callback'],
  }
  const desktop: Client = {
    ...publicClient,
    id: demoClientId(platform, 'desktop', '57a6ed02'),
    name: 'Stagedoor demo on the desktop',
    applicationType: 'native',
    redirectUris: ['http://127.0.0.1/callback'],
  }
  const takesSecrets = platform.client.authenticationMethods.includes(backend.authenticationMethod)
  return [
    { client: page, secret: null },
    ...(takesSecrets ? [{ client: backend, secret: backendSecret }] : []),
    ...(platform.redirectUris.loopbackAnyPort ? [{ client: desktop, secret: null }] : []),
  ]
}

/** An id in the platform's format that a person can tell from others. */
function demoClientId({ client }: PlatformDescription, word: string, digits: string): string {
  const { kind, length } = client.idFormat
  const text = kind === 'hex' ? digits.repeat(Math.ceil(length / digits.length)) : `stagedoor-demo-${word}`.padEnd(length, '-')
  return text.slice(0, length)
}
