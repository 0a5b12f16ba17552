import type { BackgroundWork } from '../background-work.ts'
import type { EpochSeconds, SecretKey } from '../ports/records.ts'
import type { Store } from '../ports/store.ts'
import { shortenAddress } from './shorten-address.ts'

/** Remembers when personal tokens were last used and from where, for whoever looks for one that nobody needs any more. */
export interface PersonalTokenUses {
  /** Costs the request a look into a map. @param key - Of the access token. */
  note(key: SecretKey, remoteAddress: string | null): void
}

const pauseSeconds = 60
/** Bounds the memory; past it a token is at worst written down twice within a minute. */
const mostRemembered = 10_000

/** Writes each token's use down at most once a minute, after the request; when that fails, the next minute tries again. */
export function createPersonalTokenUses(surroundings: {
  readonly store: Pick<Store, 'personalTokens'>
  readonly now: () => EpochSeconds
  readonly background: BackgroundWork
}): PersonalTokenUses {
  const { store, now, background } = surroundings
  const notedAt = new Map<string, EpochSeconds>()
  return {
    note(key, remoteAddress) {
      const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')
      const at = now()
      if (at - (notedAt.get(name) ?? -pauseSeconds) < pauseSeconds) return
      if (notedAt.size >= mostRemembered) notedAt.clear()
      notedAt.set(name, at)
      background.begin(
        () => store.personalTokens.noteUse(key, at, shortenAddress(remoteAddress)),
        () => undefined, // nobody is worse off
      )
    },
  }
}
