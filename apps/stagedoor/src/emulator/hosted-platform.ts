import { randomBytes } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import { type AuthorizationServer, type AuthorizationServerOptions, createAuthorizationServer, startHousekeeping } from '@stagedoor/server'
import type { EventLog, LatePages, PasswordHasher, Store } from '@stagedoor/server/ports'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { FaultList } from '../faults/fault-list.ts'
import { withStrictRotation } from '../faults/strict-rotation.ts'
import { createSharpLogoEncoder } from '../logos/sharp-logo-encoder.ts'
import type { Outbox } from '../mail/outbox.ts'
import { createSimplePasskeyVerifier } from '../passkeys/simple-passkey-verifier.ts'
import { placePictures } from '../pictures/place-pictures.ts'
import { currentExchange } from '../request-log/exchange.ts'
import { RequestLog } from '../request-log/request-log.ts'
import { createSampleApi } from '../resources/sample-resources.ts'
import { createDemoClients, type DemoClient } from '../seeds/demo-clients.ts'
import { plantPersonalTokens } from '../seeds/demo-personal-tokens.ts'
import { createDemoUserRecord, demoUsers } from '../seeds/demo-users.ts'
import { plantSeeds } from '../seeds/plant-seeds.ts'
import { type EndpointNames, nameEndpoints } from './endpoint-names.ts'
import type { MovableClock } from './movable-clock.ts'

/** A platform that runs in the emulator: one database, and a server for each origin under which the platform is known. */
export interface HostedPlatform {
  readonly description: PlatformDescription
  readonly store: Store
  readonly passwordHasher: PasswordHasher
  /** At `<url>/<platform>`. */
  readonly server: AuthorizationServer
  readonly demoClients: readonly DemoClient[]
  /** What stands at which path below the platform's base. */
  readonly endpointNames: EndpointNames
  readonly faults: FaultList
  readonly requestLog: RequestLog
  /**
   * The server at one of the platform's own origins, made when it is first asked for.
   * It keeps the same data, but its URLs and its cookies are those of that origin, as the platform's own would be.
   */
  serverAt(origin: string): AuthorizationServer
  /** Adds the demo accounts, their personal tokens and the clients that are not there yet. */
  plantSeeds(): Promise<void>
  /** Waits for the requests under way, then lets go of the database. */
  close(): Promise<void>
}

/** What the platforms of an emulator have in common. */
export interface EmulatorWorld {
  /** Origin of the emulator: `http://127.0.0.1:4700`. */
  readonly url: string
  readonly port: number
  readonly clock: MovableClock
  readonly passwordHasher: PasswordHasher
  readonly pages: LatePages
  /** Where the mails of all platforms arrive. */
  readonly outbox: Outbox
  readonly log: EventLog
}

/** Passwords here are public, and tests sign in fifty at once: waits begin later than elsewhere. */
const patientRules: NonNullable<AuthorizationServerOptions['attemptRules']> = {
  account: { free: 1000, firstWaitSeconds: 30, longestWaitSeconds: 900, forgottenAfterSeconds: 3600 },
  network: { free: 10_000, firstWaitSeconds: 60, longestWaitSeconds: 900, forgottenAfterSeconds: 3600 },
  mail: { free: 100, firstWaitSeconds: 60, longestWaitSeconds: 900, forgottenAfterSeconds: 3600 },
}

/** Opens the database of a platform and makes the platform of it. @throws StoreUnavailableError */
export function hostPlatform(description: PlatformDescription, databasePath: string, world: EmulatorWorld): HostedPlatform {
  const { clock, passwordHasher, pages } = world
  const [faults, requestLog] = [new FaultList(), new RequestLog()]
  const log: EventLog = (event) => {
    currentExchange.getStore()?.note(event)
    world.log(event)
  }
  const store = openSqliteStore({ path: databasePath })
  const housekeeping = startHousekeeping({ store, clock: clock.now, log })
  const createSamples = createSampleApi(description.id)
  const [logoEncoder, passkeyVerifier] = [createSharpLogoEncoder(), createSimplePasskeyVerifier()]
  const createServer = (origin: string, path: string, aliasOrigins: readonly string[]): AuthorizationServer => {
    const placedStore = placePictures(store, origin)
    return createAuthorizationServer({
      platform: description,
      baseUrl: origin + path,
      aliasOrigins,
      store: withStrictRotation(placedStore, faults),
      pages,
      passwordHasher,
      clock: clock.now,
      random: (length) => randomBytes(length),
      log,
      demoAccounts: demoUsers,
      site: { logoEncoder, passkeyVerifier, mailer: world.outbox.mailerFor(description.id, clock.now) },
      attemptRules: patientRules,
      unsafeFlows: 'allow',
      resources: createSamples({ baseUrl: origin + path, store: placedStore, now: () => Math.floor(clock.now() / 1000) }),
    })
  }
  const server = createServer(world.url, `/${description.id}`, [`http://localhost:${world.port}`])
  const serversByOrigin = new Map<string, AuthorizationServer>()
  const demoClients = createDemoClients(description, server.context.now())

  return {
    description,
    store,
    passwordHasher,
    server,
    demoClients,
    endpointNames: nameEndpoints(server.context),
    faults,
    requestLog,
    serverAt(origin) {
      const found = serversByOrigin.get(origin) ?? createServer(origin, '', [])
      serversByOrigin.set(origin, found)
      return found
    },
    async plantSeeds() {
      const users = demoUsers.map((user) => createDemoUserRecord(user, description.id))
      await plantSeeds(store, { users, clients: demoClients.map(({ client }) => client) })
      await plantPersonalTokens(server.context)
    },
    async close() {
      await Promise.all([server, ...serversByOrigin.values()].map((each) => each.close()))
      await housekeeping.stop()
      await store.close()
    },
  }
}
