export { audiotool, audiotoolEvidence } from './audiotool.ts'
export { audius, audiusEvidence } from './audius.ts'
export { audiusLegacy, audiusLegacyEvidence } from './audius-legacy.ts'
export { auphonic, auphonicEvidence } from './auphonic.ts'
export type { AuthorizationRules, RedirectUriRules, WebMessageRules } from './authorization-rules.ts'
export { type ClientPlatform, type ClientProfile, type ClientProfileName, clientPlatform } from './client-platform.ts'
export type { ClientAuthenticationMethod, ClientRules, GrantType, ResponseMode, TokenRequestEncoding } from './client-rules.ts'
export type { DescribedPlatform, Evidence } from './evidence.ts'
export type { PlatformDescription, PlatformEndpoints } from './platform-description.ts'
export type { PortalRules } from './portal-rules.ts'
export { rebasePlatform } from './rebase-platform.ts'
export type { JsonValue, ProfileClaim, ProfileMember, ProfileRules, ResourceRules, SignedProfileRules } from './resource-rules.ts'
export type { ScopeDescription, TranslatedWords } from './scope-description.ts'
export { soundcloud, soundcloudEvidence } from './soundcloud.ts'
export { standard, standardEvidence } from './standard.ts'
export type {
  DeviceCodeRules,
  DpopRules,
  OpaqueTokenFormat,
  RateLimit,
  RefreshTokenRules,
  RevocationRules,
  TokenRequestRules,
  TokenResponseRules,
  TokenRules,
} from './token-rules.ts'
