import type { DevicePage, SignInPage } from '@stagedoor/server/ports'

/** Everything the pages say, in one language. Words in braces are filled in; every language fills in the same ones. */
export interface Messages {
  /** BCP 47, for the `lang` of the page. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'

  readonly signInTitle: string
  readonly signInFor: string
  readonly username: string
  readonly password: string
  readonly signIn: string
  readonly forgotPassword: string
  readonly openAccount: string
  /** Before the page's title when the form is shown again. */
  readonly titleWithProblem: string
  readonly signInProblems: Readonly<Record<NonNullable<SignInPage['problem']>, string>>
  readonly demoAccounts: string
  readonly demoAccountsHint: string

  readonly consentTitle: string
  readonly consentMoreTitle: string
  /** Title of the window; names of others stay out of it. */
  readonly consentWindowTitle: string
  readonly verifiedApp: string
  readonly unverifiedApp: string
  /** In place of {@link unverifiedApp} for an app that nobody has registered. */
  readonly unregisteredApp: string
  readonly nativeApp: string
  readonly account: string
  readonly switchAccount: string
  readonly allowedBefore: string
  readonly writeScopes: string
  readonly readScopes: string
  readonly noScopes: string
  readonly newScope: string
  readonly returnsTo: string
  readonly returnsToNative: string
  readonly allow: string
  readonly deny: string

  readonly forDeveloper: string
  readonly errorCode: string
  readonly errorId: string
  readonly firstDifference: string
  /** In place of a character where a value has ended. */
  readonly valueEnds: string
  readonly differsHere: string
  /** Titles and messages by error code, where the language is not the server's own (English). */
  readonly errors: Readonly<Record<string, { readonly title: string; readonly message: string }>>

  readonly formPostTitle: string
  readonly formPostMessage: string
  readonly formPostContinue: string

  readonly deviceTitle: string
  readonly deviceLead: string
  readonly deviceCode: string
  readonly deviceContinue: string
  readonly deviceProblems: Readonly<Record<NonNullable<DevicePage['problem']>, string>>
  /** Who asks a person to type a code may be after their account (RFC 8628 §5.4). */
  readonly deviceWarning: string
  readonly deviceCompare: string
  readonly deviceAllowedTitle: string
  readonly deviceAllowed: string
  readonly deviceDeniedTitle: string
  readonly deviceDenied: string

  readonly webMessageWindowTitle: string
  readonly webMessageAllowed: string
  readonly webMessageRefused: string
  readonly webMessageClose: string
  /** There is no window to tell, or no script to tell it. */
  readonly webMessageAloneTitle: string
  readonly webMessageAlone: string
}
