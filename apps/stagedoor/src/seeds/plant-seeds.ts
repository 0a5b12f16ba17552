import type { Client, NewUser, Store } from '@stagedoor/server/ports'

/** Accounts and apps that are there from the start. */
export interface Seeds {
  readonly users: readonly NewUser[]
  readonly clients: readonly Client[]
}

/** Adds what is not there yet. Looks first, so that a start on existing data writes nothing. */
export async function plantSeeds(store: Store, seeds: Seeds): Promise<void> {
  await Promise.all([
    ...seeds.users.map(async (user) => {
      if ((await store.users.findByUsername(user.username)) === undefined) await store.users.add(user)
    }),
    ...seeds.clients.map(async (client) => {
      if ((await store.clients.find(client.id)) === undefined) await store.clients.add(client)
    }),
  ])
}
