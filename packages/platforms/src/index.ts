export { audiotool, audiotoolEvidence } from './audiotool.ts'
export { audius, audiusEvidence } from './audius.ts'
export { audiusLegacy, audiusLegacyEvidence } from './audius-legacy.ts'
export { auphonic, auphonicEvidence } from './auphonic.ts'
export { type ClientPlatform, clientPlatform } from './client-platform.ts'
export type {
  AuthorizationRules,
  ClientAuthenticationMethod,
  ClientRules,
  DescribedPlatform,
  Evidence,
  GrantType,
  JsonValue,
  OpaqueTokenFormat,
  PlatformDescription,
  PlatformEndpoints,
  ProfileClaim,
  ProfileMember,
  ProfileRules,
  RateLimit,
  RedirectUriRules,
  RefreshTokenRules,
  ResourceRules,
  ResponseMode,
  RevocationRules,
  ScopeDescription,
  SignedProfileRules,
  TokenRequestEncoding,
  TokenRequestRules,
  TokenResponseRules,
  TokenRules,
  WebMessageRules,
} from './platform-description.ts'
export { rebasePlatform } from './rebase-platform.ts'
export { soundcloud, soundcloudEvidence } from './soundcloud.ts'
export { standard, standardEvidence } from './standard.ts'
