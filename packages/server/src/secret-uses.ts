import type { BackgroundWork } from './background-work.ts'
import { createLastUses, nameBytes } from './last-uses.ts'
import type { EpochSeconds } from './ports/records.ts'
import type { Store } from './ports/store.ts'

/** Remembers when client secrets were last used, for the people who want to end one that nobody uses any more. */
export interface SecretUses {
  note(clientId: string, digest: Uint8Array): void
}

/** Creates their {@link LastUses}. Two clients may have the same secret: each has its own. */
export function createSecretUses(surroundings: {
  readonly store: Pick<Store, 'apps'>
  readonly now: () => EpochSeconds
  readonly background: BackgroundWork
}): SecretUses {
  const { store } = surroundings
  const uses = createLastUses(surroundings)
  return {
    note: (clientId, digest) => uses.note(`${clientId} ${nameBytes(digest)}`, (at) => store.apps.noteSecretUse(clientId, digest, at)),
  }
}
