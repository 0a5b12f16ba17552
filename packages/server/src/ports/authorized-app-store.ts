import type { Client, EpochSeconds } from './records.ts'

/** A client that a person lets act for them. */
export interface AuthorizedApp {
  readonly client: Client
  /** Everything they ever allowed it, whether or not a token of it lives. */
  readonly scope: readonly string[]
  /** When they allowed it first. */
  readonly since: EpochSeconds
  /** When it last got a token: by a sign-in or a refresh. `null`: none of its grants lives. */
  readonly lastUsedAt: EpochSeconds | null
}

export interface AuthorizedAppStore {
  /** Lists the clients to which this person gave something that holds: a consent, or a grant that lives. The last used first. */
  list(userId: string, now: EpochSeconds): Promise<readonly AuthorizedApp[]>
  /**
   * Takes back everything a person gave a client, or every client (`null`), in one act: the consent, so that it must ask again; every grant
   * with its tokens; codes and devices that were allowed and have not been redeemed.
   *
   * Of several calls at once each grant is counted by one. Resolves to how many clients had something, and to how many grants lived.
   */
  withdraw(userId: string, clientId: string | null, now: EpochSeconds): Promise<{ readonly apps: number; readonly grants: number }>
}
