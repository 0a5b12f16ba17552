import type { ClientPlatform, GrantType, PlatformEndpoints } from '@stagedoor/platforms'
import { standard } from '@stagedoor/platforms/client'
import { standard as standardProfile } from '@stagedoor/platforms/client/profiles'
import { type AuthorizationServerMetadata, parseAuthorizationServerMetadata } from '@stagedoor/protocol'
import { isPlatformUrl } from '../requests/is-platform-url.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import { isSafeUrl } from './is-safe-url.ts'

const GRANT_TYPES: readonly GrantType[] = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
]

/** What a metadata document cannot say, or leaves out. */
export interface MetadataOptions {
  /** What a person calls it; default: the issuer's host. */
  readonly name?: string
  /** Scope to ask for when the app names none; default: those of `openid` and `profile` that the server lists. */
  readonly scope?: readonly string[]
  /** In place of the document's, or where it has none. */
  readonly endpoints?: Partial<PlatformEndpoints>
  /** Base URLs of the APIs that `client.fetch()` may send an access token to, besides what is below the issuer. */
  readonly resourceServers?: readonly string[]
}

/** A platform that was read from its own metadata. JSON-serialisable, so it can be kept, or written down when an app is built. */
export interface DiscoveredPlatform extends ClientPlatform {
  readonly metadata: AuthorizationServerMetadata
}

/**
 * Reads a platform from a metadata document (RFC 8414 §2, OpenID Connect Discovery §3).
 *
 * Where the document is silent, the careful reading counts: PKCE is sent (a server that does not know it ignores it, RFC 6749 §3.1), and
 * a refresh token is taken to be good for one use. Whatever else is different, spread over the result.
 *
 * @param document - As it came: JSON that was parsed and not looked at.
 * @param issuer - Whom it was asked for, character by character.
 * @throws {@link StagedoorError} `issuer_mismatch`; `invalid_response`; `configuration`: no authorization code flow for a browser, or an
 * endpoint that is neither https nor on this machine.
 */
export function platformFromMetadata(document: unknown, issuer: string, options: MetadataOptions = {}): DiscoveredPlatform {
  const result = parseAuthorizationServerMetadata(document, issuer)
  if (!result.ok) {
    const { code, message } = result.problem
    throw new StagedoorError(code === 'metadata_issuer' ? 'issuer_mismatch' : 'invalid_response', { message })
  }
  const metadata = result.value
  if (!metadata.response_types_supported.includes('code')) throw refuse(issuer, 'has no authorization code flow')
  const endpoints = readEndpoints(metadata, options.endpoints)
  const listed = metadata.scopes_supported ?? []
  const base = {
    issuer,
    // A userinfo endpoint elsewhere gets the token, and nothing around it does.
    resourceServers: [...(options.resourceServers ?? [])],
  }
  if (endpoints.userinfo !== '' && !isPlatformUrl(endpoints.userinfo, { ...standard, ...base }))
    base.resourceServers.push(endpoints.userinfo)
  return {
    ...standard,
    ...base,
    ...readRules(metadata),
    id: new URL(issuer).host.replace(/[^a-z0-9]+/gi, '-').toLowerCase(),
    name: options.name ?? new URL(issuer).host,
    issuerIsPlaceholder: false,
    endpoints,
    profile: { members: [...standardProfile.members, { path: 'nickname', claim: 'username' }] },
    defaultScope: options.scope ?? ['openid', 'profile'].filter((scope) => listed.includes(scope)),
    issuerInResponse: metadata.authorization_response_iss_parameter_supported === true,
    metadata,
  }
}

function readEndpoints(metadata: AuthorizationServerMetadata, given: Partial<PlatformEndpoints> = {}): PlatformEndpoints {
  const { issuer, authorization_endpoint, token_endpoint, revocation_endpoint, introspection_endpoint, jwks_uri } = metadata
  const { device_authorization_endpoint } = metadata
  const authorization = given.authorization ?? authorization_endpoint
  const token = given.token ?? token_endpoint
  if (authorization === undefined || token === undefined) throw refuse(issuer, 'names no authorization or no token endpoint')
  const endpoints: PlatformEndpoints = {
    ...(revocation_endpoint !== undefined && { revocation: revocation_endpoint }),
    ...(introspection_endpoint !== undefined && { introspection: introspection_endpoint }),
    ...(jwks_uri !== undefined && { jwks: jwks_uri }),
    ...(device_authorization_endpoint !== undefined && { deviceAuthorization: device_authorization_endpoint }),
    ...given,
    authorization,
    token,
    userinfo: given.userinfo ?? metadata.userinfo_endpoint ?? '',
  }
  for (const [role, url] of Object.entries(endpoints))
    if (url !== '' && !isSafeUrl(url)) throw refuse(issuer, `has its ${role} endpoint on plain http`)
  return endpoints
}

/** Lists of what a server can do, with what counts where a list is absent (RFC 8414 §2). */
function readRules(
  metadata: AuthorizationServerMetadata,
): Pick<ClientPlatform, 'client' | 'authorization' | 'tokenRequest' | 'revocation' | 'tokens'> {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const modes = metadata.response_modes_supported ?? ['query', 'fragment']
  const grants = metadata.grant_types_supported ?? ['authorization_code', 'refresh_token']
  const { display, ...authorization } = standard.authorization
  return {
    // The list has no order; a client that was registered without naming a method has the first of ours.
    client: { ...standard.client, authenticationMethods: known(['client_secret_basic', 'client_secret_post', 'none'], methods) },
    authorization: {
      ...authorization,
      pkce: 'required',
      responseModes: known(['query', 'fragment', 'form_post'], modes),
      ...(display && metadata.display_values_supported?.includes('popup') && { display }),
    },
    tokenRequest: {
      ...standard.tokenRequest,
      grantTypes: known(GRANT_TYPES, grants),
    },
    revocation: { ...standard.revocation, endsOtherGrants: true },
    tokens: {
      refreshToken: { rotation: 'strict' },
      ...(metadata.dpop_signing_alg_values_supported?.includes('ES256') && { dpop: { algorithms: ['ES256'] } }),
    },
  }
}

function known<T extends string>(names: readonly T[], listed: readonly string[]): readonly T[] {
  return names.filter((name) => listed.includes(name))
}

function refuse(issuer: string, what: string): StagedoorError {
  return configurationError(`${issuer} ${what}.`)
}
