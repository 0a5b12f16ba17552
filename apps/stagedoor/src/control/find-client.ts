import type { Client } from '@stagedoor/server/ports'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'

/** Finds a client by its id, in any letter case where the platform's ids have none. */
export function findClient({ description, store }: HostedPlatform, clientId: string): Promise<Client | undefined> {
  return store.clients.find(description.client.idFormat.caseInsensitive ? clientId.toLowerCase() : clientId)
}
