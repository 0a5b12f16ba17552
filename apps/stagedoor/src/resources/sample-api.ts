import type { ResourceRoute } from '@stagedoor/server'
import type { EpochSeconds, Store, User } from '@stagedoor/server/ports'
import { picturesPath } from '../pictures/place-pictures.ts'
import { demoUsers } from '../seeds/demo-users.ts'

/** Where a sample API stands and whom it may ask. */
export interface SampleWorld {
  /** Base URL of the server it belongs to, without trailing slash. */
  readonly baseUrl: string
  readonly store: Pick<Store, 'users' | 'clients'>
  readonly now: () => EpochSeconds
}

/**
 * A platform's own API with sample data, as far as its documents use it.
 * One for all addresses of a platform: what an app changes at one is seen at the others, until the emulator ends.
 */
export type SampleApi = (world: SampleWorld) => readonly ResourceRoute[]

/** Address of a picture that belongs to a thing: the cover of a track, the waveform of a production. */
export function pictureOf({ baseUrl }: SampleWorld, platformId: string, thing: string, side: number): string {
  return `${new URL(baseUrl).origin}${picturesPath}${platformId}/${encodeURIComponent(thing)}/${side}x${side}.svg`
}

/** The people whom everybody may look up: the demo accounts. */
export async function findDemoPeople({ store }: SampleWorld): Promise<readonly User[]> {
  const found = await Promise.all(demoUsers.map(({ username }) => store.users.findByUsername(username)))
  return found.filter((user) => user !== undefined)
}
