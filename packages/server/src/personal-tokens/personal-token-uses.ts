import type { BackgroundWork } from '../background-work.ts'
import { createLastUses, nameBytes } from '../last-uses.ts'
import type { EpochSeconds, SecretKey } from '../ports/records.ts'
import type { Store } from '../ports/store.ts'
import { shortenAddress } from './shorten-address.ts'

/** Remembers when personal tokens were last used and from where, for whoever looks for one that nobody needs any more. */
export interface PersonalTokenUses {
  /** @param key - Of the access token. */
  note(key: SecretKey, remoteAddress: string | null): void
}

/** Creates their {@link LastUses}. */
export function createPersonalTokenUses(surroundings: {
  readonly store: Pick<Store, 'personalTokens'>
  readonly now: () => EpochSeconds
  readonly background: BackgroundWork
}): PersonalTokenUses {
  const { store } = surroundings
  const uses = createLastUses(surroundings)
  return {
    note: (key, remoteAddress) => uses.note(nameBytes(key), (at) => store.personalTokens.noteUse(key, at, shortenAddress(remoteAddress))),
  }
}
