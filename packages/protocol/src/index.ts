export { type AuthorizationRequestParameters, formatAuthorizationRequest } from './authorization-request.ts'
export {
  type AuthorizationResponse,
  findAuthorizationResponse,
  formatAuthorizationResponse,
  parseAuthorizationResponse,
  removeAuthorizationResponse,
} from './authorization-response.ts'
export { decodeBase64url, encodeBase64url } from './base64url.ts'
export { type BearerChallenge, formatBearerChallenge, parseBearerToken } from './bearer.ts'
export { type ClientCredentials, findClientCredentials, formatBasicCredentials, parseBasicCredentials } from './client-authentication.ts'
export { type ClientMetadata, parseClientMetadata } from './client-metadata.ts'
export { crc32 } from './crc32.ts'
export {
  DPOP_ALGORITHM,
  type DpopClaims,
  type DpopProof,
  formatDpopSigningInput,
  normaliseDpopUrl,
  parseDpopProof,
} from './dpop-proof.ts'
export { closestRedirectUri, explainRedirectUriMismatch, type RedirectUriDifference } from './explain-redirect-uri-mismatch.ts'
export { formatMultipartParameters } from './format-multipart-parameters.ts'
export { type IntrospectionResponse, parseIntrospectionRequest, parseIntrospectionResponse } from './introspection.ts'
export { parseJsonParameters } from './json-parameters.ts'
export { jwkThumbprint, type PublicEcJwk } from './jwk-thumbprint.ts'
export { type MediaType, parseMediaType } from './media-type.ts'
export { type AuthorizationServerMetadata, parseAuthorizationServerMetadata } from './metadata.ts'
export { OAUTH_ERRORS, OAuthError, type OAuthErrorCode } from './oauth-error.ts'
export type { ParameterLimits, Parameters } from './parameter-limits.ts'
export { decodeUtf8, formatParameters, parseFormParameters, parseQueryParameters } from './parameters.ts'
export { parseMultipartParameters } from './parse-multipart-parameters.ts'
export { type ParseProblem, type ParseResult, parsed, problem } from './parse-result.ts'
export { createCodeVerifier, deriveCodeChallenge, isCodeChallenge, isCodeVerifier } from './pkce.ts'
export { matchRedirectUri, parseRedirectUri, type RedirectUri, type RedirectUriGrammar } from './redirect-uri.ts'
export { parseRevocationRequest, revocationRequest, type TokenReference } from './revocation.ts'
export { formatScope, includesScope, isScopeToken, parseScope } from './scope.ts'
export { sha256 } from './sha256.ts'
export {
  type AuthorizationCodeRequest,
  authorizationCodeRequest,
  formatTokenRequest,
  type ParameterEntries,
  type RefreshTokenRequest,
  refreshTokenRequest,
} from './token-request.ts'
export {
  type ErrorResponse,
  parseErrorResponse,
  parseTokenResponse,
  type TokenRefusal,
  type TokenResponse,
  type TokenSet,
} from './token-response.ts'
export { formatUserPassword, parseUserPassword, type UserPassword } from './user-password.ts'
