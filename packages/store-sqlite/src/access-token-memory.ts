import type { ActiveToken, EpochSeconds, SecretKey, User } from '@stagedoor/server/ports'
import type { ReadChanges } from './change-watch.ts'
import { RowMemory } from './row-memory.ts'

/** An access token that was found active, with its user. */
export interface FoundAccessToken {
  readonly accessToken: ActiveToken
  readonly user: User
}

/** Bounds the memory (about a megabyte), not what can be in use. */
const REMEMBERED_TOKENS = 2000
const REMEMBERED_ENDS = 2000

/**
 * Remembers access tokens that were found active, so that an API that asks at every call costs no read at every call.
 *
 * It never says more than the database would: expiry is checked at each look; every act that ends a grant says so here, inside the act;
 * an act that changes an account clears it; what other processes write drops everything in the next turn of the event loop.
 */
export class AccessTokenMemory {
  readonly #rows: RowMemory<{ readonly found: FoundAccessToken; readonly grantId: string }>
  readonly #endedGrants = new Set<string>()

  constructor(readChanges: ReadChanges) {
    this.#rows = new RowMemory(readChanges, REMEMBERED_TOKENS)
  }

  find(key: SecretKey, now: EpochSeconds): FoundAccessToken | undefined {
    const row = this.#rows.find(nameOf(key))
    if (row === undefined || row.found.accessToken.expiresAt <= now || this.#endedGrants.has(row.grantId)) return undefined
    return row.found
  }

  /** @param found - As committed: not read while a group is open. */
  keep(key: SecretKey, grantId: SecretKey, found: FoundAccessToken): void {
    this.#rows.keep(nameOf(key), { found, grantId: nameOf(grantId) })
  }

  /** Forgets what the grant owns, whether or not its end will be committed: who is not remembered is read. */
  endGrant(grantId: SecretKey): void {
    if (this.#endedGrants.size >= REMEMBERED_ENDS) {
      this.#rows.clear()
      this.#endedGrants.clear()
    }
    this.#endedGrants.add(nameOf(grantId))
  }

  /** Forgets every row, as an account has changed: inside the act, since nothing is kept while its group is open. */
  clear(): void {
    this.#rows.clear()
  }
}

function nameOf(key: SecretKey): string {
  const bytes = Buffer.isBuffer(key) ? key : Buffer.from(key.buffer, key.byteOffset, key.byteLength)
  return bytes.toString('latin1')
}
