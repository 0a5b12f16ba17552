import type { EpochSeconds, SecretKey } from './records.ts'
import type { IssuedGrant } from './store.ts'

/** How long a token that is over stays in its owner's list, so that they find out why a script stopped. */
export const KEPT_PERSONAL_TOKEN_SECONDS: number = 30 * 86_400

/** What a person calls a token of their own, and recognises it by. */
export interface NewPersonalToken {
  readonly name: string
  /** Its last four characters; `null` where they are not known. */
  readonly ending: string | null
  /** `null`: it does not expire. */
  readonly expiresAt: EpochSeconds | null
}

/** A token that a person made for their own scripts: the description of a grant, never the token. */
export interface PersonalToken extends NewPersonalToken {
  /** Of its grant. */
  readonly id: SecretKey
  readonly scope: readonly string[]
  readonly createdAt: EpochSeconds
  /** A minute behind at most. */
  readonly lastUsedAt: EpochSeconds | null
  /** The network it was last used from, shortened; `null` where that is not known. */
  readonly lastUsedFrom: string | null
  /** When it was ended, by whatever ended it; `null` while nothing has, even if it has expired. */
  readonly revokedAt: EpochSeconds | null
  /** When somebody reported that they had found it in public. */
  readonly reportedAt: EpochSeconds | null
}

export interface PersonalTokenStore {
  /**
   * Adds a token with its grant, as `grants.issue` would. Of any number of calls for one grant id exactly one sees `added`.
   *
   * @param limit - The most that one person may have alive; the next one is `too_many`.
   */
  add(
    token: NewPersonalToken,
    issued: IssuedGrant,
    limit: number,
  ): Promise<
    | { readonly outcome: 'added' | 'id_taken' | 'too_many' }
    | { readonly outcome: 'refused'; readonly reason: 'account_disabled' | 'client_disabled' | 'access_token_taken' }
  >
  /** Lists the tokens of a person, the newest first, with those that were over for less than {@link KEPT_PERSONAL_TOKEN_SECONDS}. */
  list(userId: string, now: EpochSeconds): Promise<readonly PersonalToken[]>
  /** Names a token of this person anew; `false` when they have no such one. */
  rename(userId: string, id: SecretKey, name: string): Promise<boolean>
  /** Ends a token of this person, once: of any number of calls exactly one sees `true`. Ended ones leave the list later. */
  revoke(userId: string, id: SecretKey, now: EpochSeconds): Promise<boolean>
  /** Ends every token of this person; resolves to how many lived. */
  revokeAll(userId: string, now: EpochSeconds): Promise<number>
  /** Writes down when a token was used and from where. @param key - Of its access token. */
  noteUse(key: SecretKey, at: EpochSeconds, from: string | null): Promise<void>
  /**
   * Ends a token that somebody found in public, once, and marks it so for its owner.
   *
   * @returns Whose it is, when it was good until now; else `undefined`.
   */
  revokeReported(
    key: SecretKey,
    now: EpochSeconds,
  ): Promise<{ readonly id: SecretKey; readonly userId: string; readonly name: string } | undefined>
}
