import type { EpochSeconds, SecretKey, User } from './records.ts'

/** A step of a sign-in, or of setting one up, that was begun in one browser and waits for its proof. */
export interface Ceremony {
  readonly purpose: CeremonyPurpose
  /** The browser that began it; no other can end it. */
  readonly browserKey: SecretKey
  /** Whose it is; `null` while nobody has said who they are. */
  readonly userId: string | null
  /** What must be remembered until then, readable by the server alone: the secret of an authenticator app that is not confirmed yet. */
  readonly memo: Uint8Array | null
  readonly expiresAt: EpochSeconds
}

export type CeremonyPurpose = 'passkey_registration' | 'passkey_sign_in' | 'second_step' | 'totp_enrolment' | 'upstream_sign_in'

/** A WebAuthn credential of a person. */
export interface Passkey {
  readonly credentialId: Uint8Array
  readonly userId: string
  readonly name: string
  /** COSE key. */
  readonly publicKey: Uint8Array
  /** Signature counter; stays 0 for passkeys that are synchronised (WebAuthn §6.1.1). */
  readonly counter: number
  readonly transports: readonly string[]
  readonly createdAt: EpochSeconds
  readonly lastUsedAt: EpochSeconds | null
}

/** An authenticator app (RFC 6238) of a person. */
export interface TotpFactor {
  readonly secret: Uint8Array
  readonly createdAt: EpochSeconds
  /** Recovery codes that were not used. */
  readonly recoveryCodes: number
}

/** Keeps what proves a person besides a password. Each act is atomic: of fifty at once one wins. */
export interface SecondFactorStore {
  begin(key: SecretKey, ceremony: Ceremony): Promise<void>
  /** The ceremony, for this browser and purpose, until it expires or was taken. Looking takes nothing. */
  find(key: SecretKey, asked: CeremonyAsked): Promise<Ceremony | undefined>
  /** As {@link SecondFactorStore.find}, once. */
  take(key: SecretKey, asked: CeremonyAsked): Promise<Ceremony | undefined>

  /** Adds a passkey; `known` when any account has it, `too_many` when this person has `most`. */
  addPasskey(passkey: Passkey, most: number): Promise<{ outcome: 'added' | 'known' | 'too_many' }>
  /** Oldest first. */
  listPasskeys(userId: string): Promise<readonly Passkey[]>
  /** A passkey with its person, while the account may be used. */
  findPasskey(credentialId: Uint8Array): Promise<{ passkey: Passkey; user: User } | undefined>
  /**
   * Notes a use, with the counter it came with.
   *
   * `counter_regressed` when that is not above the last one, unless both are 0: there may be a copy (WebAuthn §6.1.1). Nothing is written then.
   */
  usePasskey(credentialId: Uint8Array, counter: number, now: EpochSeconds): Promise<{ outcome: 'used' | 'counter_regressed' }>
  /** Resolves to whether it was there. */
  removePasskey(userId: string, credentialId: Uint8Array): Promise<boolean>

  findTotp(userId: string): Promise<TotpFactor | undefined>
  /**
   * Switches the second step on.
   *
   * @param lastStep - The time step whose code confirmed it: that code is spent.
   * @param recoveryDigests - SHA-256 of each recovery code.
   */
  enrolTotp(
    userId: string,
    factor: { readonly secret: Uint8Array; readonly lastStep: number; readonly recoveryDigests: readonly Uint8Array[] },
    now: EpochSeconds,
  ): Promise<{ outcome: 'enrolled' | 'already_enrolled' }>
  /** Spends a time step and all before it; resolves to whether it was still good (RFC 6238 §5.2). */
  spendStep(userId: string, step: number): Promise<boolean>
  /** Spends a recovery code; resolves to whether it was one. */
  spendRecoveryCode(userId: string, digest: Uint8Array): Promise<boolean>
  /** Puts new recovery codes in the place of all old ones; resolves to whether the second step is on. */
  replaceRecoveryCodes(userId: string, digests: readonly Uint8Array[]): Promise<boolean>
  /** Switches the second step off, recovery codes and all; resolves to whether it was on. */
  removeTotp(userId: string): Promise<boolean>
}

/** Which ceremony is meant, and when. */
export interface CeremonyAsked {
  readonly purpose: CeremonyPurpose
  readonly browserKey: SecretKey
  readonly now: EpochSeconds
}
