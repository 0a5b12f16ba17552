export { audius, audiusEvidence } from './audius.ts'
export type {
  AuthorizationRules,
  ClientAuthenticationMethod,
  ClientRules,
  DescribedPlatform,
  Evidence,
  OpaqueTokenFormat,
  PlatformDescription,
  PlatformEndpoints,
  ProfileClaim,
  ProfileMember,
  ProfileRules,
  RedirectUriRules,
  RefreshTokenRules,
  ResponseMode,
  RevocationRules,
  ScopeDescription,
  TokenRequestEncoding,
  TokenRequestRules,
  TokenResponseRules,
  TokenRules,
} from './platform-description.ts'
export { rebasePlatform } from './rebase-platform.ts'
export { standard, standardEvidence } from './standard.ts'
