import type { PlatformDescription } from '@stagedoor/platforms'
import type { AuthorizationServerMetadata } from '@stagedoor/protocol'

/**
 * Describes the server to clients that discover it (RFC 8414 §2, OpenID Connect Discovery §3, RFC 9207 §3).
 *
 * > Claims with zero elements MUST be omitted from the response (RFC 8414 §3.2).
 */
export function describeServer(platform: PlatformDescription): AuthorizationServerMetadata {
  const { endpoints, authorization, scopes } = platform
  return {
    issuer: platform.issuer,
    authorization_endpoint: endpoints.authorization,
    ...describeEndpoints(platform),
    userinfo_endpoint: endpoints.userinfo,
    ...(endpoints.jwks !== undefined && { jwks_uri: endpoints.jwks }),
    ...(scopes.length > 0 && { scopes_supported: scopes.map(({ token }) => token) }),
    response_types_supported: [platform.signedProfile === null ? 'code' : platform.signedProfile.parameter],
    response_modes_supported: authorization.responseModes,
    grant_types_supported: describeGrantTypes(platform),
    ...(authorization.pkce === 'required' && { code_challenge_methods_supported: ['S256'] }),
    ...(platform.tokens.dpop && { dpop_signing_alg_values_supported: platform.tokens.dpop.algorithms }),
    authorization_response_iss_parameter_supported: platform.issuerInResponse,
    ...(platform.openid && describeOpenidProvider(platform)),
  }
}

function describeEndpoints({ endpoints, client, revocation }: PlatformDescription): Partial<AuthorizationServerMetadata> {
  const methods = client.authenticationMethods
  return {
    ...(endpoints.token !== undefined && { token_endpoint: endpoints.token, token_endpoint_auth_methods_supported: methods }),
    ...(endpoints.revocation !== undefined && {
      revocation_endpoint: endpoints.revocation,
      revocation_endpoint_auth_methods_supported: revocation.clientIdOptional ? ['none'] : methods,
    }),
    ...(endpoints.deviceAuthorization !== undefined && { device_authorization_endpoint: endpoints.deviceAuthorization }),
    ...(endpoints.introspection !== undefined && {
      introspection_endpoint: endpoints.introspection,
      introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
    }),
  }
}

/** Left out, it would mean authorization_code (RFC 8414 §2): where there is no token endpoint the response itself is all there is. */
function describeGrantTypes({ endpoints, tokenRequest, tokens }: PlatformDescription): readonly string[] {
  if (endpoints.token === undefined) return ['implicit']
  const hasDevices = endpoints.deviceAuthorization !== undefined && tokens.deviceCode !== undefined
  return tokenRequest.grantTypes.filter((grantType) => {
    if (grantType === 'refresh_token') return tokens.refreshToken !== null
    return grantType !== 'urn:ietf:params:oauth:grant-type:device_code' || hasDevices
  })
}

function describeOpenidProvider({ profile, authorization }: PlatformDescription): Partial<AuthorizationServerMetadata> {
  const { display } = authorization
  return {
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    claims_supported: [...new Set(['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', ...profile.members.map(({ path }) => path)])],
    ...(display !== undefined && { display_values_supported: [display.page, display.popup] }),
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}
