import { rebasePlatform } from '@stagedoor/platforms'
import type { ClientMetadata } from '@stagedoor/protocol'
import {
  type ClientRegistration,
  createPlatformControl,
  type Emulator,
  type FaultRequest,
  type HostedPlatform,
  moveClock,
  type NewAccount,
} from 'stagedoor/emulator'
import { signIn } from './sign-in.ts'
import type { TestClient, TestControl, TestPlatform, TestUser } from './test-platform.ts'

/** What there is on a platform from the start, besides its demo accounts and clients. */
export interface PlatformContents {
  /** Clients to register, as RFC 7591 §2 writes them: `{ redirect_uris: ['http://127.0.0.1:3000/callback'] }`. */
  readonly clients?: readonly ClientMetadata[]
  readonly users?: readonly NewAccount[]
  readonly faults?: readonly FaultRequest[]
}

/** Gives a test one platform of a running emulator, with what it asked for. @throws ControlError */
export async function createTestPlatform(emulator: Emulator, hosted: HostedPlatform, contents: PlatformContents): Promise<TestPlatform> {
  const { announcement, close } = emulator
  const url = hosted.server.issuer
  const description = rebasePlatform(hosted.description, url)
  const control = createPlatformControl(hosted)
  const users: TestUser[] = []
  for (const user of contents.users ?? []) {
    await control.addUser(user)
    users.push({ username: user.username, password: user.password })
  }
  users.push(...(announcement.platforms[description.id]?.users ?? []))
  const clients: TestClient[] = []
  for (const metadata of contents.clients ?? []) clients.push(readRegistration(await control.registerClient(metadata)))
  clients.push(...hosted.demoClients.map(readDemoClient))
  const [client, user] = [clients[0], users[0]]
  if (client === undefined || user === undefined) throw new TypeError(`${description.name} has no demo client: name one in clients.`)
  for (const fault of contents.faults ?? []) await control.addFault(fault)

  const platform = { url, issuer: url, endpoints: description.endpoints, description, client, clients, users }
  return {
    ...platform,
    control: { ...control, ...createTestControl(emulator, control, { ...platform, user }) },
    stop: close,
    [Symbol.asyncDispose]: close,
  }
}

type Controls = Pick<TestPlatform, 'url' | 'description' | 'client'> & { readonly user: TestUser }

/** What a test has besides the control API. */
function createTestControl(
  { clock }: Emulator,
  { openSession }: Pick<TestControl, 'openSession'>,
  { url, description, client: firstClient, user }: Controls,
): Pick<TestControl, 'now' | 'moveClock' | 'setClock' | 'sessionCookie' | 'signIn'> {
  return {
    now: () => Math.floor(clock.now() / 1000),
    moveClock: (advanceSeconds) => void moveClock({ clock }, { advanceSeconds }),
    setClock: (time) => void moveClock({ clock }, { now: typeof time === 'number' ? time : time.getTime() / 1000 }),
    async sessionCookie(username, options) {
      const cookie = await openSession(username, options)
      const mark = cookie.indexOf('=')
      return { name: cookie.slice(0, mark), value: cookie.slice(mark + 1), url }
    },
    async signIn({ username = user.username, client = firstClient, scope = client.scope, nonce } = {}) {
      const cookie = await openSession(username, { approve: [{ clientId: client.id, scope: scope.join(' ') }] })
      return signIn({ description, client, scope, nonce, cookie })
    },
  }
}

function readRegistration(registration: ClientRegistration): TestClient {
  const { client_id: id, client_secret: secret, redirect_uris: redirectUris, scope } = registration
  return {
    id,
    ...(secret !== undefined && { secret }),
    authenticationMethod: registration.token_endpoint_auth_method,
    redirectUris,
    scope: scope.split(' ').filter(Boolean),
  }
}

function readDemoClient({ client, secret }: HostedPlatform['demoClients'][number]): TestClient {
  const { id, authenticationMethod, redirectUris, scope } = client
  return { id, ...(secret !== null && { secret }), authenticationMethod, redirectUris, scope }
}
