import type { Mail } from './mailer.ts'
import type { PageFrame } from './pages.ts'
import type { PasskeyOffer } from './passkey-pages.ts'
import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The pages on which people open, use and close their account, and the mails that go with them. Each form is POSTed to the path it stands at. */
export interface AccountPages {
  signUp(page: SignUpPage): string
  mailSent(page: MailSentPage): string
  confirmSignUp(page: ConfirmSignUpPage): string
  signIn(page: AccountSignInPage): string
  profile(page: ProfilePage): string
  changeEmail(page: ChangeEmailPage): string
  confirmEmail(page: ConfirmEmailPage): string
  changePassword(page: ChangePasswordPage): string
  recover(page: RecoverPage): string
  newPassword(page: NewPasswordPage): string
  security(page: SecurityPage): string
  closeAccount(page: CloseAccountPage): string
  /** A link that is over: used, expired, or never was one. */
  linkOver(page: LinkOverPage): string
  mail(frame: Pick<PageFrame, 'language' | 'platform'>, mail: AccountMail): Omit<Mail, 'to'>
}

/** What is wrong with a field; the fields keep what was typed, except passwords. */
export interface AccountProblem {
  /** Name of the field; empty when it is about the whole form. */
  readonly field: 'email' | 'username' | 'name' | 'password' | 'current_password' | 'confirmed' | ''
  readonly code: AccountProblemCode
  /** With `must_wait`. */
  readonly waitSeconds?: number
}

export type AccountProblemCode =
  | 'email_missing'
  | 'email_malformed'
  | 'email_same'
  | 'username_missing'
  | 'username_malformed'
  | 'username_reserved'
  | 'username_taken'
  | 'name_missing'
  | 'name_too_long'
  | 'name_malformed'
  | 'password_missing'
  | 'password_too_short'
  | 'password_too_long'
  | 'password_common'
  | 'password_like_account'
  | 'password_wrong'
  | 'credentials_wrong'
  | 'identifier_missing'
  | 'passkey_refused'
  | 'must_wait'
  | 'busy'
  | 'mail_unavailable'
  | 'confirmation_missing'
  | 'last_owner'

interface AccountForm extends SiteFrame {
  readonly problems: readonly AccountProblem[]
}

/** Where a form goes on to afterwards: a path of this site, in a hidden field `continue`. */
interface GoesOn {
  readonly continueAt: string
}

/** Fields `email`, `username`, `name`, `password`. */
export interface SignUpPage extends AccountForm, GoesOn {
  readonly typed: { readonly email: string; readonly username: string; readonly name: string }
}

/** Says the same whether or not there is an account. */
export interface MailSentPage extends SiteFrame, GoesOn {
  readonly about: 'sign_up' | 'recover' | 'change_email'
}

/** Hidden `token`; `username` when the one that was chosen is taken meanwhile, `password` in another browser than the one that asked. */
export interface ConfirmSignUpPage extends AccountForm {
  readonly token: string
  readonly email: string
  readonly username: string
  readonly asks: { readonly username: boolean; readonly password: boolean }
}

/** Fields `username`, a username or an e-mail address, and `password`. */
export interface AccountSignInPage extends AccountForm, GoesOn {
  readonly username: string
  /** Who is signed in and must prove it again; `username` is not asked for then. */
  readonly confirms: { readonly name: string; readonly username: string } | null
  /** `null` where passkeys are not to be had. */
  readonly passkey: PasskeyOffer | null
  /** What can be done here by who has no account, or no password any more. */
  readonly offers: { readonly signUp: boolean; readonly recover: boolean }
  readonly demoAccounts: readonly { readonly username: string; readonly password: string; readonly name: string }[]
}

/** Fields `name`, `username`. */
export interface ProfilePage extends AccountForm {
  readonly typed: { readonly name: string; readonly username: string }
  readonly email: string | null
  readonly emailVerified: boolean
  readonly offersMail: boolean
}

/** Field `email`. */
export interface ChangeEmailPage extends AccountForm {
  readonly typed: string
  readonly email: string | null
}

/** Hidden `token`. */
export interface ConfirmEmailPage extends AccountForm {
  readonly token: string
  readonly email: string
}

/** Fields `current_password`, when there is one, and `password`. */
export interface ChangePasswordPage extends AccountForm {
  readonly username: string
  readonly hasPassword: boolean
}

/** Field `email`. */
export interface RecoverPage extends AccountForm, GoesOn {
  readonly typed: string
}

/** Hidden `token`, field `password`. */
export interface NewPasswordPage extends AccountForm {
  readonly token: string
  readonly username: string
}

/** Forms with `act` = `end` and `session`, or `act` = `end_others` or `end_all`. */
export interface SecurityPage extends AccountForm {
  readonly hasPassword: boolean
  readonly sessions: readonly ShownSession[]
  /** What else proves the person; `null` where the account is elsewhere, and its password too. `passkeys` is `null` where there are none to be had. */
  readonly factors: { readonly passkeys: number | null; readonly twoStep: boolean } | null
}

/** A browser that is signed in. */
export interface ShownSession {
  readonly id: string
  readonly isThis: boolean
  /** Names of products; `null` for one that we do not know. */
  readonly browser: string | null
  readonly system: string | null
  readonly remoteAddress: string | null
  readonly startedAt: EpochSeconds
  readonly lastSeenAt: EpochSeconds
}

/** A box `confirmed` to tick. */
export interface CloseAccountPage extends AccountForm {
  readonly username: string
  /** Apps that will lose their access. The developers' text: untrusted. */
  readonly apps: readonly string[]
  /** Apps that nobody else owns, which are handed on or deleted first. */
  readonly owned: readonly { readonly clientId: string; readonly name: string }[]
}

export interface LinkOverPage extends SiteFrame {
  /** What it may have been, and where to ask for a new one. */
  readonly about: 'sign_up' | 'recover' | 'change_email'
}

/** What an e-mail says. Links are whole URLs. Nothing that a stranger typed is in a mail to an address that is not proven. */
export type AccountMail =
  | { readonly kind: 'confirm_sign_up'; readonly link: string }
  /** Somebody tried to open a second account with a proven address. */
  | { readonly kind: 'has_account'; readonly username: string; readonly link: string; readonly recoverLink: string }
  | { readonly kind: 'confirm_email'; readonly link: string }
  /** Somebody wanted this address for another account. */
  | { readonly kind: 'address_in_use'; readonly username: string }
  | { readonly kind: 'email_changed'; readonly username: string; readonly newEmail: string }
  | { readonly kind: 'recover'; readonly username: string; readonly link: string }
  | { readonly kind: 'password_changed'; readonly username: string; readonly recoverLink: string }
  | { readonly kind: 'account_closed'; readonly username: string }
  | { readonly kind: 'token_created'; readonly username: string; readonly token: string; readonly link: string }
  /** Somebody found the token in public; it is ended. */
  | { readonly kind: 'token_reported'; readonly username: string; readonly token: string; readonly link: string }
  /** Somebody found the secret of an app in public; it still works. */
  | { readonly kind: 'app_secret_reported'; readonly app: string; readonly link: string }
