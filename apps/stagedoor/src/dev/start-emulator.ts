import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPages } from '@stagedoor/pages'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { EventLog } from '@stagedoor/server/ports'
import { CommandError } from '../command-error.ts'
import { createControl } from '../control/control.ts'
import { createEmulatorClock } from './emulator-clock.ts'
import { createFrontDoor } from './front-door.ts'
import { createPasswordHasher } from './password-hasher.ts'
import { openPlatformHost, type PlatformHost } from './platform-host.ts'

/** Platforms that run on this machine. */
export interface Emulator {
  /** `http://127.0.0.1:4700`, without a trailing slash. */
  readonly url: string
  readonly hosts: readonly PlatformHost[]
  /** Takes no more connections, answers what is under way, closes the databases. */
  stop(): Promise<void>
}

export interface EmulatorOptions {
  readonly port: number
  readonly dataDir: string
  readonly platforms: readonly PlatformDescription[]
  readonly machineClock: () => number
  readonly log: EventLog
}

/** Starts the platforms on one port of 127.0.0.1. @throws CommandError when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  // Node's own defaults are 60 s and 300 s: a slow sender would hold a connection that long.
  const http = createServer({ headersTimeout: 15_000, requestTimeout: 30_000 })
  const url = `http://127.0.0.1:${await listen(http, options.port)}`
  const clock = createEmulatorClock(options.machineClock)
  const passwordHasher = createPasswordHasher()
  const pages = createPages({ looks: options.platforms.map((platform) => platform.look) })
  const hosts = await Promise.all(
    options.platforms.map((description) =>
      openPlatformHost({ description, url, dataDir: options.dataDir, clock, pages, passwordHasher, log: options.log }),
    ),
  )
  http.on('request', createFrontDoor({ url, hosts, control: createControl({ url, hosts, clock, passwordHasher }) }))
  return {
    url,
    hosts,
    async stop() {
      const closed = new Promise((resolve) => http.close(resolve))
      http.closeIdleConnections()
      await Promise.all(hosts.map((host) => host.close()))
      http.closeAllConnections()
      await closed
    },
  }
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE'
      reject(new CommandError(taken ? `port ${port} is in use. Name another with --port, or 0 for any free one.` : error.message, 1))
    })
    http.listen(port, '127.0.0.1', () => {
      const address = http.address()
      resolve(address === null || typeof address === 'string' ? port : (address satisfies AddressInfo).port)
    })
  })
}
