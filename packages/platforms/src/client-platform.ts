import type { AuthorizationRules, RedirectUriRules } from './authorization-rules.ts'
import type { ClientRules } from './client-rules.ts'
import type { PlatformDescription } from './platform-description.ts'
import type { ProfileRules, ResourceRules, SignedProfileRules } from './resource-rules.ts'
import type { DpopRules, RefreshTokenRules, RevocationRules, TokenRequestRules, TokenResponseRules } from './token-rules.ts'

/**
 * The part of a {@link PlatformDescription} that a client reads. What only a server needs (words for the consent page, lifetimes, limits)
 * would be dead weight in a browser.
 *
 * Every description is one, so either may be given to a client.
 */
export interface ClientPlatform
  extends Pick<
    PlatformDescription,
    'id' | 'name' | 'issuer' | 'issuerIsPlaceholder' | 'endpoints' | 'resourceServers' | 'defaultScope' | 'issuerInResponse'
  > {
  readonly client: Pick<ClientRules, 'authenticationMethods'> & {
    readonly unregistered: Pick<NonNullable<ClientRules['unregistered']>, 'nameParameter'> | null
  }
  readonly authorization: Omit<AuthorizationRules, 'stateRequired' | 'redirectUriOptional'>
  readonly redirectUris: Pick<RedirectUriRules, 'schemes'>
  readonly tokenRequest: Pick<TokenRequestRules, 'clientEncoding' | 'grantTypes' | 'grantAuthentication'>
  readonly tokenResponse: Pick<TokenResponseRules, 'tokenType'>
  readonly tokens: { readonly refreshToken: Pick<RefreshTokenRules, 'rotation'> | null; readonly dpop?: DpopRules }
  readonly revocation: Pick<RevocationRules, 'tokenParameter' | 'clientSends' | 'clientEncoding' | 'clientIdOptional'> & {
    /** Whether it may end every grant that this person has given this app, and not the one alone: then what a sign-in replaces is left to run out. */
    readonly endsOtherGrants?: boolean
  }
  readonly profile: Pick<ProfileRules, 'method' | 'members'>
  readonly resources: Pick<ResourceRules, 'authorizationSchemes' | 'tokenQueryParameter' | 'basic'> & {
    /** Whether there is such a token; nothing of it matters to who is given one. */
    readonly personalToken: object | null
  }
  readonly signedProfile: Pick<SignedProfileRules, 'parameter'> | null
}

/** Claims a client tells an app of. */
const CLIENT_CLAIMS: readonly string[] = [
  'subject',
  'number',
  'username',
  'name',
  'email',
  'emailVerified',
  'verified',
  'picture150',
  'picture480',
  'picture1000',
]

/** Takes from a description what a client reads. `client/*.ts` are its results, written down so that a bundle has nothing else. */
export function clientPlatform(description: PlatformDescription): ClientPlatform {
  const { client, tokenRequest, tokens, revocation, profile, resources } = description
  const { stateRequired: _required, redirectUriOptional: _optional, ...authorization } = description.authorization
  return {
    id: description.id,
    name: description.name,
    issuer: description.issuer,
    issuerIsPlaceholder: description.issuerIsPlaceholder,
    endpoints: description.endpoints,
    resourceServers: description.resourceServers,
    client: {
      authenticationMethods: client.authenticationMethods,
      unregistered: client.unregistered && { nameParameter: client.unregistered.nameParameter },
    },
    authorization,
    redirectUris: { schemes: description.redirectUris.schemes },
    tokenRequest: {
      clientEncoding: tokenRequest.clientEncoding,
      grantTypes: tokenRequest.grantTypes,
      grantAuthentication: tokenRequest.grantAuthentication,
    },
    tokenResponse: { tokenType: description.tokenResponse.tokenType },
    tokens: { refreshToken: tokens.refreshToken && { rotation: tokens.refreshToken.rotation }, ...(tokens.dpop && { dpop: tokens.dpop }) },
    revocation: {
      tokenParameter: revocation.tokenParameter,
      clientSends: revocation.clientSends,
      clientEncoding: revocation.clientEncoding,
      clientIdOptional: revocation.clientIdOptional,
    },
    profile: { method: profile.method, members: profile.members.filter(({ claim }) => CLIENT_CLAIMS.includes(claim)) },
    defaultScope: description.defaultScope,
    resources: {
      authorizationSchemes: resources.authorizationSchemes,
      tokenQueryParameter: resources.tokenQueryParameter,
      basic: resources.basic,
      personalToken: resources.personalToken && {},
    },
    issuerInResponse: description.issuerInResponse,
    signedProfile: description.signedProfile && { parameter: description.signedProfile.parameter },
  }
}
