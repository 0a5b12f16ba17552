import type { AccountProblemCode, MailSentPage } from '@stagedoor/server/ports'

/** What the pages of accounts say. */
export interface AccountMessages {
  readonly language: string

  readonly email: string
  readonly username: string
  readonly usernameHint: string
  readonly name: string
  readonly nameHint: string
  readonly password: string
  readonly passwordHint: string
  readonly currentPassword: string
  readonly newPassword: string
  /** One field for both. */
  readonly identifier: string

  /** `{platform}` */
  readonly signUpTitle: string
  readonly signUpLead: string
  readonly signUp: string
  readonly hasAccount: string

  readonly sent: Readonly<Record<MailSentPage['about'], { readonly title: string; readonly text: string }>>
  readonly sentNothing: string
  readonly sentContinue: string

  readonly confirmSignUpTitle: string
  /** `{email}` */
  readonly confirmSignUpText: string
  readonly confirmSignUpElsewhere: string
  readonly confirmSignUp: string

  /** `{platform}` */
  readonly signInTitle: string
  readonly signIn: string
  readonly forgot: string
  readonly noAccount: string
  readonly demoAccounts: string
  readonly demoAccountsHint: string
  readonly proveTitle: string
  /** `{account}` */
  readonly proveText: string
  readonly prove: string
  readonly notYou: string

  readonly profileTitle: string
  readonly save: string
  readonly emailTitle: string
  /** `{email}` */
  readonly emailProven: string
  /** `{email}` */
  readonly emailUnproven: string
  readonly emailNone: string
  readonly changeEmail: string
  readonly closeSection: string
  readonly closeLead: string
  readonly closeLink: string

  readonly changeEmailTitle: string
  readonly changeEmailLead: string
  readonly sendLink: string
  readonly confirmEmailTitle: string
  /** `{email}` */
  readonly confirmEmailText: string
  readonly confirmEmail: string

  readonly changePasswordTitle: string
  readonly setPasswordTitle: string
  readonly changePasswordLead: string
  readonly changePassword: string
  readonly setPassword: string

  readonly recoverTitle: string
  readonly recoverLead: string
  readonly newPasswordTitle: string
  /** `{username}` */
  readonly newPasswordLead: string

  readonly securityTitle: string
  readonly passwordSection: string
  readonly passwordLead: string
  readonly passwordNone: string
  readonly sessionsSection: string
  readonly sessionsLead: string
  /** Signing out everywhere does not end what apps hold: leads to where that is done. */
  readonly sessionsApps: string
  readonly thisBrowser: string
  /** `{browser}`, `{system}` */
  readonly browserOnSystem: string
  readonly unknownDevice: string
  /** `{when}` */
  readonly since: string
  /** `{when}` */
  readonly lastSeen: string
  readonly end: string
  /** For a screen reader, with `{device}`. */
  readonly endDevice: string
  readonly endOthers: string
  readonly endAll: string

  readonly closeTitle: string
  readonly closeWhat: readonly string[]
  readonly closeApps: string
  readonly closeOwned: string
  /** `{username}` */
  readonly closeConfirm: string
  readonly close: string

  readonly linkOverTitle: string
  readonly linkOverText: string
  readonly linkOverAgain: Readonly<Record<MailSentPage['about'], string>>

  /** `must_wait` has `{time}`, which reads `in 30 seconds`. */
  readonly problems: Readonly<Record<AccountProblemCode, string>>
  readonly notices: Readonly<Record<AccountNotice, string>>
}

type AccountNotice =
  | 'signed_up'
  | 'signed_out'
  | 'step_over'
  | 'profile_changed'
  | 'email_changed'
  | 'password_changed'
  | 'password_set'
  | 'session_ended'
  | 'session_gone'
  | 'others_ended'
  | 'account_closed'
