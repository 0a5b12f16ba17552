import type { Client, NewUser, Store, User } from '@stagedoor/server/ports'

/** Accounts and apps that are there from the start. */
export interface Seeds {
  readonly users: readonly NewUser[]
  readonly clients: readonly Client[]
}

/** Adds what is not there yet; the first user owns the apps. Looks first, so that a start on existing data writes nothing. */
export async function plantSeeds(store: Store, seeds: Seeds): Promise<void> {
  await Promise.all([
    ...seeds.users.map(async (user) => {
      if ((await store.users.findByUsername(user.username)) === undefined) await store.users.add(user)
    }),
    ...seeds.clients.map(async (client) => {
      if ((await store.clients.find(client.id)) === undefined) await store.clients.add(client)
    }),
  ])
  const owner = seeds.users[0] && (await store.users.findByUsername(seeds.users[0].username))
  if (owner !== undefined) await Promise.all(seeds.clients.map(({ id }) => giveOwner(store, id, owner)))
}

async function giveOwner({ apps }: Store, clientId: string, { id: userId, createdAt }: User): Promise<void> {
  const members = await apps.listMembers(clientId)
  if (members.length === 0) await apps.addMember(clientId, { userId, role: 'owner', addedAt: createdAt })
}
