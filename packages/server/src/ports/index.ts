/** The ports of the server: what it asks of a database, of the pages a person sees, and of the world. */
export type {
  ConsentPage,
  DeveloperNote,
  DevicePage,
  ErrorPage,
  FormPostPage,
  PageFrame,
  Pages,
  ShownClient,
  SignInPage,
  WebMessagePage,
} from './pages.ts'
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
export type { SigningKey, SigningKeyStore } from './signing-key-store.ts'
export type {
  AccessTokenStore,
  AllowDecision,
  ApprovedDevice,
  AuthorizationCodeStore,
  AuthorizationTransactionStore,
  BrowserSessionStore,
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
  WalletStore,
} from './store.ts'
export { StoreUnavailableError } from './store.ts'
export type { Clock, EventLog, PasswordHasher, Random, ServerEvent } from './world.ts'
export { PasswordHasherBusyError } from './world.ts'
