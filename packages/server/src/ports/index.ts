/** The ports of the server: what it asks of a database, of the pages a person sees, and of the world. */
export type {
  ConsentPage,
  DeveloperNote,
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
  EpochSeconds,
  Grant,
  NewUser,
  RefreshTokenState,
  SecretKey,
  User,
  Wallet,
} from './records.ts'
export type {
  AccessTokenStore,
  AllowDecision,
  AuthorizationCodeStore,
  AuthorizationTransactionStore,
  BrowserSessionStore,
  ClientStore,
  ConsentStore,
  GrantStore,
  IssuedGrant,
  IssueOutcome,
  RedeemDecision,
  RedeemOutcome,
  RefreshTokenStore,
  RotateOutcome,
  RotationDecision,
  SigningKey,
  SigningKeyStore,
  Store,
  UserStore,
  WalletStore,
} from './store.ts'
export { StoreUnavailableError } from './store.ts'
export type { Clock, EventLog, PasswordHasher, Random, ServerEvent } from './world.ts'
export { PasswordHasherBusyError } from './world.ts'
