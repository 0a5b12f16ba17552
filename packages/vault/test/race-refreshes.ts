import type { VaultStore } from '../src/index.ts'
import { tokenOf, VaultWorld } from './vault-world.ts'

/** Besides the one whom everybody asks for. */
const PEOPLE = 10
const ASKING = 50

/** How such a race has to end. */
export const RACED: Raced = { tokens: ['at-2'], requests: 1, inARound: PEOPLE + 1, left: 0 }

interface Raced {
  /** What those who asked at once got. */
  readonly tokens: readonly string[]
  /** What that cost the platform. */
  readonly requests: number
  /** How many refreshes two rounds beside each other took. */
  readonly inARound: number
  /** Connections and grants, once everybody was disconnected while they were refreshed. */
  readonly left: number
}

/**
 * Has two processes, each with a store of its own, race for refreshes, rounds and disconnects on a real database, by the time of this machine.
 */
export async function raceRefreshes(stores: readonly [VaultStore, VaultStore]): Promise<Raced> {
  await using world = new VaultWorld()
  const clock = { now: () => Date.now() / 1000, after: startTimer }
  const [one, other] = [world.process({ store: stores[0], clock }), world.process({ store: stores[1], clock })]
  const over = { expiresAt: Date.now() / 1000 - 1 }
  await one.accept('ray', 'platform', { ...world.platform.grant(), ...over })
  const tokens = await Promise.all(Array.from({ length: ASKING }, (_, index) => tokenOf(index % 2 === 0 ? one : other)))
  const requests = world.platform.requests.length

  const later = { now: () => Date.now() / 1000 + 8 * 86_400, after: startTimer }
  for (let person = 0; person < PEOPLE; person++) await one.accept(`person-${person}`, 'platform', world.platform.grant(`person-${person}`))
  const rounds = stores.map((store) => world.process({ store, clock: later }))
  await Promise.all(rounds.map((vault) => vault.refreshDue()))
  const inARound = world.platform.requests.length - requests

  const everybody = ['ray', ...Array.from({ length: PEOPLE }, (_, person) => `person-${person}`)]
  await Promise.all(
    everybody.flatMap((userId) => [
      one.connection(userId, 'platform').then((connection) => connection.refresh().catch(() => undefined)),
      other.connection(userId, 'platform').then((connection) => connection.disconnect()),
    ]),
  )
  return {
    tokens: [...new Set(tokens)],
    requests,
    inARound,
    left: world.platform.grants + (await one.listAll({ limit: 100 })).connections.length,
  }
}

function startTimer(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs)
  return () => clearTimeout(timer)
}
