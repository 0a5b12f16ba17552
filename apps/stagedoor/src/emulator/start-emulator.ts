import type { RequestListener, Server } from 'node:http'
import { createLatePages } from '@stagedoor/pages/late'
import type { PlatformDescription } from '@stagedoor/platforms'
import { type EventLog, StoreUnavailableError } from '@stagedoor/server/ports'
import { createControlListener } from '../control/control-listener.ts'
import { createOutbox } from '../mail/outbox.ts'
import { createArgon2PasswordHasher } from '../passwords/argon2-password-hasher.ts'
import { type Announcement, announcePlatform } from './announcement.ts'
import { type DataDirectory, makeTemporaryDirectory, openDataDirectory } from './data-directory.ts'
import { createDispatch } from './dispatch.ts'
import { type EmulatorWorld, type HostedPlatform, hostPlatform } from './hosted-platform.ts'
import { knownPlatforms } from './known-platforms.ts'
import { closeServer, listen } from './listen.ts'
import { type ClockOptions, createMovableClock, type MovableClock } from './movable-clock.ts'
import { StartError } from './start-error.ts'

// An import of node:http reads all its names, WebSocket too, and so loads an HTTP client that nothing here uses: 17 MiB, 20 ms.
const { createServer } = process.getBuiltinModule('node:http')

export interface EmulatorOptions {
  /** On 127.0.0.1; 0, the default, picks a free one. */
  readonly port?: number
  /** Keeps the data in this folder; without it, the data is gone at the end. */
  readonly dataDirectory?: string
  /** Keeps the data in memory, faster than any folder, for tests. */
  readonly inMemory?: boolean
  readonly clock?: ClockOptions
  /** All known ones by default. */
  readonly platforms?: readonly PlatformDescription[]
  /** Gets what is worth a developer's attention. */
  readonly log?: (platformId: string, event: Parameters<EventLog>[0]) => void
}

/** Platforms that run on this machine. */
export interface Emulator {
  /** Where everything is. */
  readonly announcement: Announcement
  readonly platforms: readonly HostedPlatform[]
  readonly clock: MovableClock
  /** Answers the requests under way, then ends. */
  close(): Promise<void>
}

/**
 * Starts the platforms on one port of 127.0.0.1, with demo accounts and a control API; resolves when they are ready.
 *
 * @throws StartError when the port or the folder is in use, a database cannot be read, or two platforms have one id.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port: wantedPort = 0, platforms: descriptions = knownPlatforms } = options
  checkIds(descriptions)
  let answer: RequestListener = answerTooEarly
  const http = createHttpServer((request, response) => answer(request, response))
  const port = await listen(http, wantedPort)
  let directory: DataDirectory | undefined
  const hosted: HostedPlatform[] = []
  const close = async (): Promise<void> => {
    // Whoever waits is answered now.
    for (const { faults } of hosted) faults.clear()
    await closeServer(http)
    await Promise.all(hosted.map((platform) => platform.close()))
    directory?.close()
  }
  try {
    directory = chooseDirectory(options)
    const world = createWorld(port, createMovableClock(options.clock))
    for (const description of descriptions) {
      const log: EventLog = (event) => options.log?.(description.id, event)
      hosted.push(hostPlatform(description, directory.databaseOf(description.id), { ...world, log }))
    }
    await Promise.all(hosted.map((platform) => platform.plantSeeds()))
    const announcement = announce(world.url, hosted)
    const control = createControlListener({ url: world.url, port, platforms: hosted, clock: world.clock })
    answer = createDispatch({ port, platforms: hosted, announcement, control, outbox: world.outbox })
    return { announcement, platforms: hosted, clock: world.clock, close }
  } catch (error) {
    await close()
    throw error instanceof StoreUnavailableError ? new StartError(error.message) : error
  }
}

/** An id is a segment of every URL and the name of a file. */
function checkIds(descriptions: readonly PlatformDescription[]): void {
  const seen = new Set<string>()
  for (const { id } of descriptions) {
    if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(id))
      throw new StartError(`The id of a platform is kebab-case, as "my-platform", not ${JSON.stringify(id)}.`)
    if (seen.has(id)) throw new StartError(`Two platforms have the id ${JSON.stringify(id)}; each needs one of its own.`)
    seen.add(id)
  }
}

function chooseDirectory({ dataDirectory, inMemory = false }: EmulatorOptions): DataDirectory {
  if (dataDirectory !== undefined) return openDataDirectory(dataDirectory)
  return inMemory ? { databaseOf: () => ':memory:', close: () => undefined } : makeTemporaryDirectory()
}

/** Timeouts are stated: Node's own leave a slow sender a minute for headers and five for the rest. */
function createHttpServer(listener: RequestListener): Server {
  const timeouts = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 60_000, connectionsCheckingInterval: 5_000 }
  return createServer(timeouts, listener)
}

/** For the moment between taking the port and having something to serve. */
const answerTooEarly: RequestListener = (_, response) => {
  response.writeHead(503, { 'Retry-After': '1' }).end()
}

function createWorld(port: number, clock: MovableClock): Omit<EmulatorWorld, 'log'> {
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    clock,
    passwordHasher: createArgon2PasswordHasher(),
    pages: createLatePages(),
    outbox: createOutbox(),
  }
}

function announce(url: string, hosted: readonly HostedPlatform[]): Announcement {
  return {
    url,
    control: `${url}/_control`,
    platforms: Object.fromEntries(
      hosted.map(({ description, server, demoClients }) => [description.id, announcePlatform(server, demoClients)]),
    ),
  }
}
