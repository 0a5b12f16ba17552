import type { NewUser, User } from './records.ts'

/** Who somebody is where their account is. */
export interface UpstreamIdentity {
  readonly issuer: string
  /** Stable and never given to anybody else; `sub` of a ticket or an ID token. */
  readonly subject: string
}

/** What may change from one sign-in to the next; `undefined` leaves it as it is. */
export interface UpstreamProfile {
  readonly name: string | undefined
  readonly email: string | undefined
  readonly emailVerified: boolean
  readonly picture: string | undefined
}

export interface UpstreamAccountStore {
  /**
   * Finds the account of somebody who signed in elsewhere and brings it up to date, or adds it: of fifty at once one adds.
   *
   * An address that another account has proven is kept, but not as proven.
   * @param create - Makes the account when there is none; with `username_taken` another one may be tried.
   */
  signIn(
    identity: UpstreamIdentity,
    profile: UpstreamProfile,
    create: () => NewUser,
  ): Promise<{ outcome: 'found' | 'added'; user: User } | { outcome: 'username_taken' | 'disabled' }>
}
