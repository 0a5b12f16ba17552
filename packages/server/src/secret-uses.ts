import type { BackgroundWork } from './background-work.ts'
import type { EpochSeconds } from './ports/records.ts'
import type { Store } from './ports/store.ts'

/** Remembers when client secrets were last used, for the people who want to end one that nobody uses any more. */
export interface SecretUses {
  /** Costs the request a look into a map. */
  note(clientId: string, digest: Uint8Array): void
}

const pauseSeconds = 60
/** Bounds the memory; past it a secret is at worst written down twice within a minute. */
const mostRemembered = 10_000

/** Writes each secret's use down at most once a minute, after the request; when that fails, the next minute tries again. */
export function createSecretUses(surroundings: {
  readonly store: Pick<Store, 'apps'>
  readonly now: () => EpochSeconds
  readonly background: BackgroundWork
}): SecretUses {
  const { store, now, background } = surroundings
  const notedAt = new Map<string, EpochSeconds>()
  return {
    note(clientId, digest) {
      const name = `${clientId} ${Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')}`
      const at = now()
      if (at - (notedAt.get(name) ?? -pauseSeconds) < pauseSeconds) return
      if (notedAt.size >= mostRemembered) notedAt.clear()
      notedAt.set(name, at)
      background.begin(
        () => store.apps.noteSecretUse(clientId, digest, at),
        () => undefined, // nobody is worse off
      )
    },
  }
}
