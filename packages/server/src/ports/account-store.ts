import type { EpochSeconds, NewUser, SecretKey, User } from './records.ts'

/** What a one-time link in an e-mail stands for until somebody opens it and presses the button. */
export type EmailLink = SignUpLink | ChangeEmailLink | RecoverLink

/** An account to be: it is none before its e-mail address is proven, so nobody can prepare one for the address of another. */
export interface SignUpLink {
  readonly purpose: 'sign_up'
  readonly email: string
  readonly username: string
  readonly name: string
  readonly passwordDigest: string
  /** The browser that asked; another one must know the password too. */
  readonly browserKey: SecretKey
  /** Where to go on afterwards: a path of this site. */
  readonly continueAt: string
  readonly expiresAt: EpochSeconds
}

/** An address that its account will have once it is proven. */
export interface ChangeEmailLink {
  readonly purpose: 'change_email'
  readonly userId: string
  readonly email: string
  readonly expiresAt: EpochSeconds
}

/** A new password for who reads the mail of this account. */
export interface RecoverLink {
  readonly purpose: 'recover'
  readonly userId: string
  /** Empty where the account has none and an operator made the link. */
  readonly email: string
  readonly expiresAt: EpochSeconds
}

/** Acts on accounts. Of any number of concurrent calls with one link exactly one takes it. */
export interface AccountStore {
  issueLink(key: SecretKey, link: EmailLink): Promise<void>
  /** The link, until it expires or was taken, and while its account may be used. Looking takes nothing. */
  findLink(key: SecretKey, now: EpochSeconds): Promise<EmailLink | undefined>
  /**
   * Takes a `sign_up` link and adds its user.
   *
   * With `username_taken` the link stays: another username may be tried. With `email_taken` it is gone.
   */
  signUp(
    key: SecretKey,
    now: EpochSeconds,
    create: (link: SignUpLink) => NewUser,
  ): Promise<{ outcome: 'added'; user: User } | { outcome: 'username_taken' | 'email_taken' | 'unknown' }>
  /** Takes a `change_email` link: its address is the account's, proven; links to recover by the old one are gone. */
  changeEmail(
    key: SecretKey,
    now: EpochSeconds,
  ): Promise<{ outcome: 'changed'; user: User; previousEmail: string | null } | { outcome: 'email_taken' | 'unknown' }>
  /** Takes a `recover` link: sets the password, ends every browser session of the account and its other links, forgets its known browsers. */
  recover(key: SecretKey, now: EpochSeconds, passwordDigest: string): Promise<{ outcome: 'changed'; user: User } | { outcome: 'unknown' }>
  /** Invitations under the old username are from now on under the new one: whoever takes the old one is not who was invited. */
  changeProfile(
    userId: string,
    changes: { readonly name: string; readonly username: string },
  ): Promise<{ outcome: 'changed'; user: User } | { outcome: 'username_taken' | 'unknown' }>
  /** Sets the password, ends every browser session but `kept`, and links to recover the account. */
  changePassword(userId: string, passwordDigest: string, kept: SecretKey): Promise<{ outcome: 'changed' } | { outcome: 'unknown' }>
  /**
   * Closes the account for good: it may do nothing any more, its sessions and grants end, and what it held of the person is erased.
   * The username stays taken, so that nobody can step into its place. It leaves every team; `last_owner`: an app would have no owner left,
   * and nothing was changed.
   */
  closeAccount(userId: string, now: EpochSeconds): Promise<{ outcome: 'closed'; grants: number } | { outcome: 'last_owner' | 'unknown' }>
  /** Remembers that this person signed in in this browser; of a person's browsers the latest twenty are kept. */
  rememberBrowser(userId: string, browserKey: SecretKey, now: EpochSeconds): Promise<void>
  knowsBrowser(userId: string, browserKey: SecretKey): Promise<boolean>
}
