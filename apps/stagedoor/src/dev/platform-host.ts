import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { PlatformDescription } from '@stagedoor/platforms'
import { type AuthorizationServer, createAuthorizationServer, startHousekeeping } from '@stagedoor/server'
import type { EventLog, Pages, PasswordHasher, Store } from '@stagedoor/server/ports'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { createDemoUser, demoAccounts, demoPassword } from './demo-accounts.ts'
import { type DemoClient, listDemoClients } from './demo-clients.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import { pictureTemplate } from './pictures.ts'

/** One emulated platform: the production server under a description, on a database file of its own. */
export interface PlatformHost {
  readonly description: PlatformDescription
  readonly server: AuthorizationServer
  readonly store: Store
  readonly demoClients: readonly DemoClient[]
  close(): Promise<void>
}

export interface PlatformHostOptions {
  readonly description: PlatformDescription
  /** Of the emulator, without a trailing slash. */
  readonly url: string
  readonly dataDir: string
  readonly clock: EmulatorClock
  readonly pages: Pages
  readonly passwordHasher: PasswordHasher
  readonly log: EventLog
}

/** Opens a platform's database, adds what a laptop needs, and makes its server. */
export async function openPlatformHost(options: PlatformHostOptions): Promise<PlatformHost> {
  const { description, url, dataDir, clock, pages, passwordHasher, log } = options
  const store = openSqliteStore({ path: join(dataDir, `${description.id}.sqlite`) })
  const server = createAuthorizationServer({
    platform: description,
    baseUrl: `${url}/${description.id}`,
    aliasOrigins: [description.issuer, ...description.aliasOrigins],
    store,
    pages,
    passwordHasher,
    clock: clock.now,
    random: (length) => randomBytes(length),
    log,
    demoAccounts: demoAccounts.map(({ username, name }) => ({ username, name, password: demoPassword })),
  })
  const demoClients = await addDemoData(description.id, url, store, server.context.now())
  const housekeeping = startHousekeeping({ store, clock: clock.now, log })
  return {
    description,
    server,
    store,
    demoClients,
    async close() {
      await server.close()
      await housekeeping.stop()
      await store.close()
    },
  }
}

/** Adds the demo accounts and clients; those that are there from an earlier start stay as they are. */
async function addDemoData(platformId: string, url: string, store: Store, now: number): Promise<readonly DemoClient[]> {
  const clients = listDemoClients(platformId, now)
  const users = demoAccounts.map((account) => createDemoUser(platformId, account, pictureTemplate(url, platformId, account.username), now))
  await Promise.all([...users.map((user) => store.users.add(user)), ...clients.map(({ client }) => store.clients.add(client))])
  return clients
}
