import type { AccountStore } from './account-store.ts'
import type { AppStore } from './app-store.ts'
import type { AttemptStore } from './attempt-store.ts'
import type { AuditLog } from './audit-log.ts'
import type { AuthorizedAppStore } from './authorized-app-store.ts'
import type { BrowserSessionStore } from './browser-session-store.ts'
import type { OperatorStore } from './operator-store.ts'
import type { PersonalTokenStore } from './personal-token-store.ts'
import type {
  AccessToken,
  ActiveToken,
  AuthorizationCode,
  AuthorizationTransaction,
  Client,
  Consent,
  DeviceAuthorization,
  EpochSeconds,
  Grant,
  NewUser,
  RefreshTokenState,
  SecretKey,
  User,
} from './records.ts'
import type { SecondFactorStore } from './second-factor-store.ts'
import type { SignInLogStore } from './sign-in-log-store.ts'
import type { SigningKeyStore } from './signing-key-store.ts'
import type { UpstreamAccountStore } from './upstream-account-store.ts'
import type { WalletStore } from './wallet-store.ts'

/**
 * What the server asks of a database, as acts.
 *
 * Every act is one atomic, durable step: when its promise resolves the write is on disk, when it rejects nothing happened.
 * `decide` functions are pure, synchronous and quick; an engine calls them between reading and writing, at most once per row it read.
 * A store that cannot write rejects with {@link StoreUnavailableError}.
 */
export interface Store {
  readonly users: UserStore
  readonly clients: ClientStore
  /** The same clients, as those who make them see them. */
  readonly apps: AppStore
  readonly browserSessions: BrowserSessionStore
  readonly transactions: AuthorizationTransactionStore
  readonly consents: ConsentStore
  readonly codes: AuthorizationCodeStore
  readonly deviceCodes: DeviceCodeStore
  readonly grants: GrantStore
  readonly refreshTokens: RefreshTokenStore
  readonly authorizedApps: AuthorizedAppStore
  readonly accessTokens: AccessTokenStore
  readonly signingKeys: SigningKeyStore
  readonly wallets: WalletStore
  readonly accounts: AccountStore
  readonly attempts: AttemptStore
  readonly secondFactors: SecondFactorStore
  readonly upstreamAccounts: UpstreamAccountStore
  readonly audit: AuditLog
  readonly operator: OperatorStore
  readonly signInLog: SignInLogStore
  readonly personalTokens: PersonalTokenStore
  /** Deletes at most `limit` rows that have been of no use for a while; returns how many went, so that a caller knows whether to go on. */
  deleteExpired(now: EpochSeconds, limit: number): Promise<number>
  /** Waits for writes under way, then lets go of the database. */
  close(): Promise<void>
}

/** The database cannot be written or read now; nothing of the act happened. Retrying later is right. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
  readonly code = 'store_unavailable'
}

export interface UserStore {
  /** Adds a user; `username_taken` when the name is in use in any letter case, `email_taken` when two would have proven one address. */
  add(user: NewUser): Promise<{ outcome: 'added'; user: User } | { outcome: 'username_taken' | 'email_taken' }>
  find(id: string): Promise<User | undefined>
  /** Finds without regard to letter case. */
  findByUsername(username: string): Promise<User | undefined>
  /** Finds who has proven this address, without regard to letter case. */
  findByEmail(email: string): Promise<User | undefined>
}

export interface ClientStore {
  add(client: Client): Promise<{ outcome: 'added' } | { outcome: 'id_taken' }>
  /** May answer from a cache of this process that is never older than the last write through it. */
  find(id: string): Promise<Client | undefined>
  list(): Promise<readonly Client[]>
}

export interface AuthorizationTransactionStore {
  /** @param browserKey - Binds the transaction to the browser that began it. */
  issue(key: SecretKey, browserKey: SecretKey, transaction: AuthorizationTransaction): Promise<void>
  /** The transaction, for the browser that began it, until it expires or is concluded. */
  find(key: SecretKey, browserKey: SecretKey, now: EpochSeconds): Promise<AuthorizationTransaction | undefined>
  /**
   * Ends the transaction, once, by allowing it: takes it, remembers the consent (merged with what was given before) and stores the code,
   * if there is one: a response may carry something else.
   * Of any number of concurrent calls exactly one sees `concluded`.
   */
  allow(
    key: SecretKey,
    browserKey: SecretKey,
    now: EpochSeconds,
    decide: (transaction: AuthorizationTransaction) => AllowDecision,
  ): Promise<{ outcome: 'concluded'; transaction: AuthorizationTransaction } | { outcome: 'unknown' }>
  /** Ends the transaction, once, without a code. */
  deny(
    key: SecretKey,
    browserKey: SecretKey,
    now: EpochSeconds,
  ): Promise<{ outcome: 'concluded'; transaction: AuthorizationTransaction } | { outcome: 'unknown' }>
}

/** What allowing a transaction writes. */
export type AllowDecision =
  | { readonly consent: Consent; readonly codeKey: SecretKey; readonly code: AuthorizationCode }
  | { readonly consent: Consent; readonly code: null }

export interface ConsentStore {
  find(userId: string, clientId: string): Promise<Consent | undefined>
  /** Adds the scope to what was given before. */
  remember(consent: Consent): Promise<void>
}

/** What the redemption of a code would create. */
export interface IssuedGrant {
  readonly grant: Grant
  /** `null` where the platform issues no refresh token. */
  readonly refreshToken: { readonly digest: Uint8Array; readonly expiresAt: EpochSeconds } | null
  readonly accessToken: AccessToken
}

export type RedeemDecision = ({ readonly outcome: 'issued' } & IssuedGrant) | { readonly outcome: 'refused'; readonly reason: string }

/** What happened to a code. Anything but `issued` looks the same to the client. */
export type RedeemOutcome =
  | { readonly outcome: 'issued'; readonly code: AuthorizationCode }
  /** Taken, but what came with it was wrong: the code is spent. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The client's second use: the grant of the first use is revoked in the same act. */
  | { readonly outcome: 'replayed' }
  | { readonly outcome: 'unknown'; readonly reason: 'code_unknown' | 'code_expired' | 'code_other_client' | 'account_disabled' }

export interface AuthorizationCodeStore {
  /** Stores a code for a request that needed no person (session and consent were there already). */
  issue(key: SecretKey, code: AuthorizationCode): Promise<void>
  /**
   * Takes the code, once, and creates what `decide` says, in one atomic act.
   *
   * Of any number of concurrent calls exactly one gets past the taking (one `UPDATE … WHERE consumed_at IS NULL RETURNING`, not a read and a write).
   * The code is taken before `decide` looks at what came with it, so a wrong verifier gets one try.
   * A replay by the same client revokes the grant that the first use created, in the same act (RFC 6749 §4.1.2).
   * A code of another client, an expired one, or one whose user or client is disabled, is `unknown`: neither burned nor reported as replayed.
   *
   * @param clientId - The authenticated client; `null` where the platform lets the code name it.
   */
  redeem(
    key: SecretKey,
    clientId: string | null,
    now: EpochSeconds,
    decide: (code: AuthorizationCode) => RedeemDecision,
  ): Promise<RedeemOutcome>
}

/** Who let a device in. */
export type ApprovedDevice = DeviceAuthorization & Pick<Grant, 'userId' | 'authenticatedAt'>

/** What a poll with a device code finds (RFC 8628 §3.5). */
export type PollOutcome =
  | { readonly outcome: 'issued' }
  | { readonly outcome: 'pending' }
  /** Too soon after the last one: the device must wait five seconds longer from now on. */
  | { readonly outcome: 'slow_down' }
  | { readonly outcome: 'denied' }
  | { readonly outcome: 'expired' }
  | {
      readonly outcome: 'unknown'
      readonly reason: 'device_code_unknown' | 'device_code_other_client' | 'device_code_spent' | 'account_disabled'
    }

export interface DeviceCodeStore {
  /** Stores a device code, unless a device that still waits has the same user code. */
  issue(key: SecretKey, device: DeviceAuthorization): Promise<{ outcome: 'issued' } | { outcome: 'user_code_taken' }>
  /** Finds what waits for a person under this user code: not expired, not decided. */
  findByUserCode(userCode: string, now: EpochSeconds): Promise<DeviceAuthorization | undefined>
  /**
   * Lets the device in, or not (`null`), once: of any number of concurrent calls exactly one sees `decided`.
   * Decided, expired and unknown are all `unknown`.
   */
  decide(
    userCode: string,
    approvedBy: { readonly userId: string; readonly authenticatedAt: EpochSeconds } | null,
    now: EpochSeconds,
  ): Promise<{ outcome: 'decided' } | { outcome: 'unknown' }>
  /**
   * Answers a poll; when the device was let in, takes the code and creates the grant in the same act.
   *
   * Of any number of concurrent calls exactly one sees `issued`. A code of another client changes nothing.
   *
   * @param intervalSeconds - Least pause; grows by five with every `slow_down` of this code.
   */
  poll(
    key: SecretKey,
    asked: { readonly clientId: string; readonly intervalSeconds: number },
    now: EpochSeconds,
    issue: (device: ApprovedDevice) => IssuedGrant,
  ): Promise<PollOutcome>
}

/** What became of a grant that no code stood for. */
export type IssueOutcome =
  | { readonly outcome: 'issued' }
  | {
      readonly outcome: 'refused'
      /** The user or the client is disabled, or is not there; or the very same access token is there already. */
      readonly reason: 'account_disabled' | 'client_disabled' | 'access_token_taken'
    }

export interface GrantStore {
  /**
   * Stores a grant with its first tokens, for grant types that need no code (RFC 6749 §4.3, §4.4).
   *
   * One atomic act: a user or client that is disabled before it gets nothing, and of any number of concurrent calls with one access token
   * exactly one sees `issued`. Refused, nothing was written.
   */
  issue(issued: IssuedGrant): Promise<IssueOutcome>
  /** Ends the grant with everything it owns, at once. */
  revoke(grantId: SecretKey, now: EpochSeconds): Promise<void>
  /** Ends the grant that owns this access token; `clientId` null matches any client. Resolves to whether a live grant was ended. */
  revokeByAccessToken(key: SecretKey, clientId: string | null, now: EpochSeconds): Promise<boolean>
  /** Ends the grant of this refresh token, current or spent. */
  revokeByRefreshToken(grantId: SecretKey, clientId: string | null, now: EpochSeconds): Promise<boolean>
  /**
   * Ends every grant of a person, of a client, or of the two together, in one act; `null` matches any. Resolves to how many were live.
   *
   * Of several calls at once each grant is counted by one. May read every grant: for an operator and for tests, not for a request.
   */
  revokeAll(owners: { readonly userId: string | null; readonly clientId: string | null }, now: EpochSeconds): Promise<number>
}

export type RotationDecision =
  | {
      readonly outcome: 'rotated'
      /** The successor. */
      readonly digest: Uint8Array
      readonly expiresAt: EpochSeconds
      readonly successorNonce: Uint8Array | null
      readonly accessToken: AccessToken
    }
  | { readonly outcome: 'refused'; readonly reason: string }

export type RotateOutcome =
  | { readonly outcome: 'rotated'; readonly grant: Grant }
  /**
   * The direct predecessor came again, soon enough, and its successor has not been used: the very same successor may be given once more.
   * Nothing was written.
   */
  | { readonly outcome: 'repeated'; readonly grant: Grant; readonly refreshToken: RefreshTokenState }
  /** A spent token came back: the grant is revoked in the same act. */
  | { readonly outcome: 'replayed' }
  /** `decide` said no: nothing was written, the token is still good. */
  | { readonly outcome: 'refused'; readonly reason: string }
  | {
      readonly outcome: 'unknown'
      readonly reason:
        | 'refresh_token_unknown'
        | 'refresh_token_expired'
        | 'refresh_token_other_client'
        | 'grant_revoked'
        | 'account_disabled'
    }

export interface RefreshTokenStore {
  /**
   * Replaces the refresh token of a grant, once, in one atomic act.
   *
   * Of any number of concurrent calls with the current token exactly one sees `rotated`. The others hold the predecessor by then:
   * less than `retryWindowSeconds` after the rotation, while the successor is unused, they see `repeated`; otherwise `replayed`, and the grant is revoked.
   * A token whose grant exists but whose digest is neither the current nor the predecessor's is older still: `replayed`.
   * A token of another client changes nothing. With `retryWindowSeconds` 0 every second use is `replayed`.
   *
   * @param grantId - From the lookup half of the presented token.
   * @param digest - SHA-256 of the whole presented token.
   * @param clientId - The authenticated client; `null` where the platform lets the token name it.
   */
  rotate(
    presented: { readonly grantId: SecretKey; readonly digest: Uint8Array; readonly clientId: string | null },
    now: EpochSeconds,
    retryWindowSeconds: number,
    decide: (grant: Grant, current: RefreshTokenState) => RotationDecision,
  ): Promise<RotateOutcome>
  /** The refresh token as it stands, when it is its grant's current one and would be taken now. Looking changes nothing; a spent token is just not found. */
  findActive(presented: { readonly grantId: SecretKey; readonly digest: Uint8Array }, now: EpochSeconds): Promise<ActiveToken | undefined>
}

export interface AccessTokenStore {
  findActive(key: SecretKey, now: EpochSeconds): Promise<ActiveToken | undefined>
  /** As {@link findActive}, together with the user, for the profile. */
  findActiveWithUser(key: SecretKey, now: EpochSeconds): Promise<{ accessToken: ActiveToken; user: User } | undefined>
}
