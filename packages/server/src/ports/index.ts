/** The ports of the server: what it asks of a database, of the pages a person sees, and of the world. */
export type {
  AccountMail,
  AccountPages,
  AccountProblem,
  AccountProblemCode,
  AccountSignInPage,
  ChangeEmailPage,
  ChangePasswordPage,
  CloseAccountPage,
  ConfirmEmailPage,
  ConfirmSignUpPage,
  LinkOverPage,
  MailSentPage,
  NewPasswordPage,
  ProfilePage,
  RecoverPage,
  SecurityPage,
  ShownSession,
  SignUpPage,
} from './account-pages.ts'
export type { AccountStore, ChangeEmailLink, EmailLink, RecoverLink, SignUpLink } from './account-store.ts'
export type {
  App,
  AppChanges,
  AppInvitation,
  AppLogo,
  AppMember,
  AppRole,
  AppSecret,
  AppSecretStore,
  AppStore,
  AppTeamStore,
  InviteeNames,
  NewAppSecret,
  OwnApp,
  ReceivedInvitation,
} from './app-store.ts'
export type { AttemptRule, AttemptStore, AttemptSubject } from './attempt-store.ts'
export type { AuditEntry, AuditLog } from './audit-log.ts'
export type { AuthorizedApp, AuthorizedAppStore } from './authorized-app-store.ts'
export type { AuthorizedAppsPage, AuthorizedAppsPages } from './authorized-apps-pages.ts'
export type { BrowserSessionStore, ListedSession, SessionTraces } from './browser-session-store.ts'
export type {
  AppDeletePage,
  AppDirectoryPage,
  AppFormChoices,
  AppFormPage,
  AppFormProblem,
  AppFormValues,
  AppFrame,
  AppListPage,
  AppLogoPage,
  AppSecretsPage,
  AppTab,
  AppTeamPage,
  DeveloperPages,
  NewSecretPage,
  PortalWords,
  ShownApp,
} from './developer-pages.ts'
export type { FormAgainPage } from './form-again-page.ts'
export type { EncodedLogo, LogoEncoder } from './logo-encoder.ts'
export { type Mail, type Mailer, MailUnavailableError } from './mailer.ts'
export type { ListPage, OperatorStore } from './operator-store.ts'
export type {
  ConsentPage,
  DeveloperNote,
  DevicePage,
  DoorPages,
  ErrorPage,
  FormPostPage,
  LatePages,
  PageFrame,
  Pages,
  ShownClient,
  SignInPage,
  SitePages,
  WebMessagePage,
} from './pages.ts'
export type { NewPasskey, PasskeyOffer, PasskeyPages, PasskeyProblem, PasskeysPage, ShownPasskey } from './passkey-pages.ts'
export type { PasskeyExpectation, PasskeyVerifier, ProvenPasskey, RegisteredPasskey } from './passkey-verifier.ts'
export {
  KEPT_PERSONAL_TOKEN_SECONDS,
  type NewPersonalToken,
  type PersonalToken,
  type PersonalTokenStore,
} from './personal-token-store.ts'
export type {
  AccessToken,
  ActiveToken,
  AuthorizationCode,
  AuthorizationTransaction,
  BrowserSession,
  Client,
  Consent,
  DeviceAuthorization,
  EpochSeconds,
  Grant,
  NewUser,
  RefreshTokenState,
  SecretKey,
  User,
  Wallet,
} from './records.ts'
export type { RecoveryCodesPage, SecondFactorPages, SecondFactorProblem, SecondStepPage, TwoStepPage } from './second-factor-pages.ts'
export type { Ceremony, CeremonyAsked, CeremonyPurpose, Passkey, SecondFactorStore, TotpFactor } from './second-factor-store.ts'
export type {
  ShownAttempt,
  ShownStep,
  ShownStop,
  SignInAttemptPage,
  SignInExplanation,
  SignInLogPage,
  SignInLogPages,
} from './sign-in-log-pages.ts'
export {
  KEPT_SIGN_IN_SECONDS,
  KEPT_SIGN_INS,
  type LoggedSteps,
  type SignInFacts,
  type SignInLogStore,
  type SignInStation,
  type SignInStep,
} from './sign-in-log-store.ts'
export type { SigningKey, SigningKeyStore } from './signing-key-store.ts'
export type { SiteFrame, SiteSection } from './site-frame.ts'
export type {
  AccessTokenStore,
  AllowDecision,
  ApprovedDevice,
  AuthorizationCodeStore,
  AuthorizationTransactionStore,
  ClientStore,
  ConsentStore,
  DeviceCodeStore,
  GrantStore,
  IssuedGrant,
  IssueOutcome,
  PollOutcome,
  RedeemDecision,
  RedeemOutcome,
  RefreshTokenStore,
  RotateOutcome,
  RotationDecision,
  Store,
  UserStore,
} from './store.ts'
export { StoreUnavailableError } from './store.ts'
export type {
  NewTokenPage,
  ShownToken,
  TokenFormPage,
  TokenLifetime,
  TokenListPage,
  TokenPages,
  TokenProblem,
} from './token-pages.ts'
export type { TryItPage, TryItPages, TryItResponse, TryItSecret, TryItStep, TryItStepName } from './try-it-pages.ts'
export type { UpstreamAccountPages, UpstreamProblem, UpstreamSignInPage } from './upstream-account-pages.ts'
export type { UpstreamAccountStore, UpstreamIdentity, UpstreamProfile } from './upstream-account-store.ts'
export type { WalletStore } from './wallet-store.ts'
export type { Clock, EventLog, PasswordHasher, Random, ServerEvent } from './world.ts'
export { PasswordHasherBusyError } from './world.ts'
