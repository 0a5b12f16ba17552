import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PlatformDescription, standard } from '@stagedoor/platforms'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { onTestFinished } from 'vitest'
import { createAuthorizationServer } from '../src/authorization-server.ts'
import type { HttpRequest, HttpResponse } from '../src/http/http-message.ts'
import type { AuthorizationServerOptions } from '../src/options.ts'
import type { Client, User } from '../src/ports/records.ts'
import type { Store } from '../src/ports/store.ts'
import type { PasswordHasher, ServerEvent } from '../src/ports/world.ts'
import type { ServerContext } from '../src/server-context.ts'
import { createRecordingPages, type ShownPage } from './recording-pages.ts'
import { password, TestBrowser } from './test-browser.ts'

/** A server on a real database file, with one web client, one native client and two accounts; time stands until it is moved. */
export interface TestServer {
  readonly context: ServerContext
  readonly store: Store
  readonly client: Client
  readonly nativeClient: Client
  readonly user: User
  readonly otherUser: User
  readonly events: readonly ServerEvent[]
  /** Every page shown, newest last, as the server meant it. */
  readonly shown: readonly ShownPage[]
  reasons(): readonly string[]
  advance(seconds: number): void
  handle(request: HttpRequest): Promise<HttpResponse>
  openBrowser(): TestBrowser
}

export interface TestServerOptions {
  readonly platform?: PlatformDescription
  readonly baseUrl?: string
  readonly aliasOrigins?: readonly string[]
  readonly client?: Partial<Client>
  /** Wraps the store, to make it fail. */
  readonly wrapStore?: (store: Store) => Store
  readonly unsafeFlows?: AuthorizationServerOptions['unsafeFlows']
  readonly resources?: AuthorizationServerOptions['resources']
  readonly demoAccounts?: AuthorizationServerOptions['demoAccounts']
  readonly passwordHasher?: PasswordHasher
  /** Pages beside sign-in; none unless given. */
  readonly site?: AuthorizationServerOptions['site']
}

/** Starts it; it ends with the test. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { platform = standard, baseUrl = 'https://platform.example' } = options
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-server-'))
  const opened = openSqliteStore({ path: join(directory, 'server.sqlite') })
  onTestFinished(async () => {
    await opened.close()
    rmSync(directory, { recursive: true })
  })
  const store = options.wrapStore?.(opened) ?? opened
  const shown: ShownPage[] = []
  const events: ServerEvent[] = []
  let atMs = Date.UTC(2026, 10, 21)
  const serverOptions: AuthorizationServerOptions = {
    platform,
    baseUrl,
    store,
    pages: createRecordingPages(shown),
    passwordHasher: options.passwordHasher ?? passwordHasher,
    clock: () => atMs,
    random: (length) => randomBytes(length),
    log: (event) => events.push(event),
    ...(options.aliasOrigins && { aliasOrigins: options.aliasOrigins }),
    ...(options.unsafeFlows && { unsafeFlows: options.unsafeFlows }),
    ...(options.resources && { resources: options.resources }),
    ...(options.site && { site: options.site }),
    ...(options.demoAccounts && { demoAccounts: options.demoAccounts }),
  }
  const { context, handle } = createAuthorizationServer(serverOptions)
  shown.length = 0 // the pages were drawn once to make their files
  const people = await addPeople(opened, context.now())
  const clients = await addClients(opened, context, options.client ?? {})
  const server: TestServer = {
    context,
    store: opened,
    ...people,
    ...clients,
    events,
    shown,
    reasons: () => events.map(({ reason }) => reason),
    advance: (seconds) => {
      atMs += seconds * 1000
    },
    handle,
    openBrowser: () => new TestBrowser(server),
  }
  return server
}

async function addPeople(store: Store, createdAt: number): Promise<{ readonly user: User; readonly otherUser: User }> {
  const passwordDigest = await passwordHasher.hash(password)
  const add = async (id: string, username: string, more: Partial<User> = {}): Promise<User> => {
    const added = await store.users.add({
      id,
      username,
      passwordDigest,
      name: `${username} the artist`,
      email: null,
      emailVerified: false,
      verified: false,
      pictureTemplate: 'https://pictures.example/p/{size}.jpg',
      createdAt,
      disabledAt: null,
      ...more,
    })
    if (added.outcome !== 'added') throw new Error(added.outcome)
    return added.user
  }
  await add('user-disabled', 'disabled', { disabledAt: createdAt })
  return { user: await add('user-ada', 'ada'), otherUser: await add('user-bob', 'bob') }
}

async function addClients(
  store: Store,
  { platform, now }: ServerContext,
  changes: Partial<Client>,
): Promise<{ readonly client: Client; readonly nativeClient: Client }> {
  const base: Omit<Client, 'id' | 'redirectUris'> = {
    name: 'Demo App',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    scope: platform.scopes.map(({ token }) => token),
    homepage: null,
    verified: false,
    createdAt: now(),
    disabledAt: null,
  }
  const client = { ...base, id: 'a1b2c3', redirectUris: ['https://app.example/callback', 'https://app.example/other?x=1'], ...changes }
  const nativeClient: Client = {
    ...base,
    id: 'd4e5f6',
    applicationType: 'native',
    redirectUris: ['myapp://oauth/callback', 'http://127.0.0.1/callback'],
  }
  for (const added of [client, nativeClient]) await store.clients.add(added)
  return { client, nativeClient }
}

/** As slow as a test likes it: one hash, no salt. */
const passwordHasher: PasswordHasher = {
  hash: async (text) => createHash('sha256').update(text).digest('hex'),
  verify: async (text, digest) => createHash('sha256').update(text).digest('hex') === digest,
}
