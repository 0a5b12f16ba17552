import type { AuthorizationRules, RedirectUriRules, WebMessageRules } from './authorization-rules.ts'
import type * as profiles from './client/profiles.ts'
import type { ClientRules } from './client-rules.ts'
import type { PlatformDescription } from './platform-description.ts'
import type { ProfileRules, ResourceRules, SignedProfileRules } from './resource-rules.ts'
import type { RefreshTokenRules, RevocationRules, TokenRequestRules, TokenResponseRules } from './token-rules.ts'

/**
 * The part of a {@link PlatformDescription} that a client reads. What only a server needs (words for the consent page, lifetimes, limits)
 * would be dead weight in a browser. What may be absent means no, or none, unless it says otherwise.
 *
 * Every description is one, so either may be given to a client.
 */
export interface ClientPlatform extends Pick<PlatformDescription, 'id' | 'name' | 'issuer' | 'endpoints' | 'defaultScope'> {
  /** Besides the issuer. */
  readonly resourceServers?: PlatformDescription['resourceServers']
  readonly issuerIsPlaceholder?: boolean
  readonly issuerInResponse?: boolean
  readonly client: {
    /** Absent: `none`. */
    readonly authenticationMethods?: ClientRules['authenticationMethods']
    readonly unregistered?: Pick<NonNullable<ClientRules['unregistered']>, 'nameParameter'> | null
  }
  readonly authorization: {
    /** Absent: `client_id`. */
    readonly clientIdParameter?: AuthorizationRules['clientIdParameter']
    /** What a client may ask for where the default is not `query`. */
    readonly responseModes?: AuthorizationRules['responseModes']
    /** Absent: `query`. */
    readonly defaultResponseMode?: AuthorizationRules['defaultResponseMode']
    /** Absent: `required`. */
    readonly pkce?: AuthorizationRules['pkce']
    readonly sentResponseMode?: AuthorizationRules['sentResponseMode']
    /** Of its own absent members, the parameter is `display`, and the others are called as we call them. */
    readonly display?: Partial<Omit<NonNullable<AuthorizationRules['display']>, 'default'>> | null
    readonly sendsOrigin?: boolean
    readonly webMessage?: (Pick<WebMessageRules, 'originParameter' | 'senderOrigins'> & Nullable<WebMessageRules>) | null
  }
  /** Absent: `http-and-https`. */
  readonly redirectUris?: Pick<RedirectUriRules, 'schemes'>
  readonly tokenRequest: {
    /** Absent: `form`. */
    readonly clientEncoding?: TokenRequestRules['clientEncoding']
    /** Absent: `authorization_code` and `refresh_token`. Of devices `endpoints.deviceAuthorization` tells. */
    readonly grantTypes?: TokenRequestRules['grantTypes']
    readonly grantAuthentication?: TokenRequestRules['grantAuthentication']
  }
  /** Absent: `Bearer`. */
  readonly tokenResponse?: Pick<TokenResponseRules, 'tokenType'>
  readonly tokens: {
    /** Without a `rotation`: `strict`. */
    readonly refreshToken?: Partial<Pick<RefreshTokenRules, 'rotation'>> | null
    /** Whether there is such a proof. */
    readonly dpop?: object
  }
  readonly revocation: {
    /** Absent: `token`. */
    readonly tokenParameter?: RevocationRules['tokenParameter']
    /** Absent: `refresh_token`. */
    readonly clientSends?: RevocationRules['clientSends']
    /** Absent: `form`. */
    readonly clientEncoding?: RevocationRules['clientEncoding']
    readonly clientIdOptional?: boolean
    /** Whether it may end every grant that this person has given this app, and not the one alone: then what a sign-in replaces is left to run out. */
    readonly endsOtherGrants?: boolean
  }
  /** As it is, or its name in `client/profiles`, which is loaded then: only who asks for a profile needs it. */
  readonly profile: ClientProfile | ClientProfileName
  readonly resources: Pick<ResourceRules, 'authorizationSchemes'> & {
    readonly tokenQueryParameter?: string | null
    readonly basic?: boolean
    /** Whether there is such a token; nothing of it matters to who is given one. */
    readonly personalToken?: object | null
  }
  readonly signedProfile?: Pick<SignedProfileRules, 'parameter'> | null
}

/** What a profile that we know is called. */
export type ClientProfileName = keyof typeof profiles

/** Where a profile says what. */
export interface ClientProfile extends Pick<ProfileRules, 'members'> {
  /** Absent: `GET`. */
  readonly method?: ProfileRules['method']
}

type Nullable<T> = { readonly [K in keyof T as null extends T[K] ? K : never]?: T[K] }

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
  const { client, authorization, tokenRequest, tokenResponse, tokens, revocation, profile, resources } = description
  const { stateRequired: _required, redirectUriOptional: _optional, display, ...request } = authorization
  const { introspection: _introspection, jwks: _jwks, deviceVerification: _verification, ...endpoints } = description.endpoints
  return withoutNo({
    id: description.id,
    name: description.name,
    issuer: description.issuer,
    issuerIsPlaceholder: description.issuerIsPlaceholder,
    endpoints,
    resourceServers: description.resourceServers.some((server) => server !== description.issuer) && description.resourceServers,
    client: {
      authenticationMethods: unless(client.authenticationMethods, ['none']),
      unregistered: client.unregistered && { nameParameter: client.unregistered.nameParameter },
    },
    authorization: {
      ...request,
      clientIdParameter: unless(request.clientIdParameter, 'client_id'),
      responseModes: request.defaultResponseMode !== 'query' && request.responseModes,
      defaultResponseMode: unless(request.defaultResponseMode, 'query'),
      pkce: unless(request.pkce, 'required'),
      display: display && {
        parameter: unless(display.parameter, 'display'),
        popup: unless(display.popup, 'popup'),
        page: unless(display.page, 'page'),
      },
    },
    redirectUris: unless({ schemes: description.redirectUris.schemes }, { schemes: 'http-and-https' }),
    tokenRequest: {
      clientEncoding: unless(tokenRequest.clientEncoding, 'form'),
      grantTypes: unless(
        tokenRequest.grantTypes.filter((grantType) => !grantType.endsWith(':device_code')),
        ['authorization_code', 'refresh_token'],
      ),
      grantAuthentication: unless(tokenRequest.grantAuthentication, {}),
    },
    tokenResponse: tokenResponse.tokenType.toLowerCase() !== 'bearer' && { tokenType: tokenResponse.tokenType },
    tokens: { refreshToken: tokens.refreshToken && { rotation: unless(tokens.refreshToken.rotation, 'strict') }, dpop: tokens.dpop && {} },
    revocation: {
      tokenParameter: unless(revocation.tokenParameter, 'token'),
      clientSends: unless(revocation.clientSends, 'refresh_token'),
      clientEncoding: unless(revocation.clientEncoding, 'form'),
      // It matters where the request is another than that of RFC 7009.
      clientIdOptional: revocation.tokenParameter !== 'token' && revocation.clientIdOptional,
    },
    profile: {
      method: unless(profile.method, 'GET'),
      members: profile.members.filter(({ claim }) => CLIENT_CLAIMS.includes(claim)),
    },
    defaultScope: description.defaultScope,
    resources: {
      authorizationSchemes: resources.authorizationSchemes,
      tokenQueryParameter: resources.tokenQueryParameter,
      basic: resources.basic,
      personalToken: resources.personalToken && {},
    },
    issuerInResponse: description.issuerInResponse,
    signedProfile: description.signedProfile && { parameter: description.signedProfile.parameter },
  })
}

/** Leaves out what is meant where nothing is said. */
function unless<T>(value: T, meant: T): T | null {
  return JSON.stringify(value) === JSON.stringify(meant) ? null : value
}

/** Leaves out what is `false` or `null`: a client takes what is absent for that. */
function withoutNo(client: object): ClientPlatform {
  return JSON.parse(JSON.stringify(client, (_, value: unknown) => (value === null || value === false ? undefined : value)))
}
