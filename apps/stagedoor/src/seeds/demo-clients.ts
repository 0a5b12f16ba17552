import { createHash } from 'node:crypto'
import type { ClientAuthenticationMethod, PlatformDescription } from '@stagedoor/platforms'
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
  const { client, redirectUris, tokenRequest } = platform
  const secretMethod = client.authenticationMethods.find((method) => method !== 'none')
  const made: DemoClient[] = []
  const add = (word: DemoWord, authenticationMethod: ClientAuthenticationMethod, own: Pick<Client, 'applicationType' | 'redirectUris'>) => {
    const secret = authenticationMethod === 'none' ? null : backendSecret
    made.push({
      client: {
        ...own,
        id: demoClientId(platform, word),
        name: names[word],
        authenticationMethod,
        secretDigests: secret === null ? [] : [createHash('sha256').update(secret).digest()],
        scope: platform.scopes.map(({ token }) => token),
        homepage: 'http://127.0.0.1:5173/',
        verified: false,
        createdAt,
        disabledAt: null,
      },
      secret,
    })
  }
  if (client.authenticationMethods.includes('none')) {
    add('web-app', 'none', {
      applicationType: 'web',
      redirectUris: ['http://127.0.0.1:5173/callback.html', 'http://127.0.0.1:5173/'],
    })
  }
  if (secretMethod !== undefined) {
    add('backend', secretMethod, { applicationType: 'web', redirectUris: ['http://127.0.0.1:3000/callback'] })
  }
  if (redirectUris.loopbackAnyPort) add('desktop', 'none', { applicationType: 'native', redirectUris: ['http://127.0.0.1/callback'] })
  // A program that asks for the password itself has nowhere to be redirected to.
  if (secretMethod !== undefined && tokenRequest.grantTypes.includes('password')) {
    add('desktop', secretMethod, { applicationType: 'native', redirectUris: [] })
  }
  return made
}

type DemoWord = 'web-app' | 'backend' | 'desktop'

const names: Readonly<Record<DemoWord, string>> = {
  'web-app': 'Stagedoor demo',
  backend: 'Stagedoor demo backend',
  desktop: 'Stagedoor demo on the desktop',
}

/** The first is the example id of Audiotool's own documentation, so that its sample runs as it stands. */
const uuids: Readonly<Record<DemoWord, string>> = {
  'web-app': 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
  backend: '57a6ed01-57a6-4d01-857a-57a6ed0157a6',
  desktop: '57a6ed02-57a6-4d02-857a-57a6ed0257a6',
}

const digits: Readonly<Record<DemoWord, string>> = { 'web-app': '57a6ed00', backend: '57a6ed01', desktop: '57a6ed02' }

/** An id in the platform's format that a person can tell from others. */
function demoClientId({ client }: PlatformDescription, word: DemoWord): string {
  const { kind, length } = client.idFormat
  if (kind === 'uuid') return uuids[word]
  const text = kind === 'hex' ? digits[word].repeat(Math.ceil(length / digits[word].length)) : `stagedoor-demo-${word}`
  return text.slice(0, length)
}
