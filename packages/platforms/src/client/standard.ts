import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Stagedoor. Written by `tools/write-client-platforms.ts` from `../standard.ts`: change that one. */
export const standard: ClientPlatform = {
  id: 'standard',
  name: 'Stagedoor',
  issuer: 'https://stagedoor.invalid',
  issuerIsPlaceholder: true,
  endpoints: {
    authorization: 'https://stagedoor.invalid/oauth/authorize',
    token: 'https://stagedoor.invalid/oauth/token',
    revocation: 'https://stagedoor.invalid/oauth/revoke',
    introspection: 'https://stagedoor.invalid/oauth/introspect',
    userinfo: 'https://stagedoor.invalid/oauth/userinfo',
    jwks: 'https://stagedoor.invalid/oauth/jwks',
    deviceAuthorization: 'https://stagedoor.invalid/oauth/device-authorization',
    deviceVerification: 'https://stagedoor.invalid/device',
  },
  resourceServers: [],
  client: {
    authenticationMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  },
  authorization: {
    clientIdParameter: 'client_id',
    responseModes: ['query', 'fragment', 'form_post'],
    defaultResponseMode: 'query',
    pkce: 'required',
    display: {
      parameter: 'display',
      popup: 'popup',
      page: 'page',
    },
  },
  redirectUris: {
    schemes: 'https-and-loopback',
  },
  tokenRequest: {
    grantTypes: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  },
  tokens: {
    refreshToken: {
      rotation: 'grace',
    },
    dpop: {
      algorithms: ['ES256'],
    },
  },
  revocation: {
    tokenParameter: 'token',
    clientSends: 'refresh_token',
  },
  profile: {
    members: [
      {
        path: 'sub',
        claim: 'subject',
      },
      {
        path: 'name',
        claim: 'name',
        scope: 'profile',
      },
      {
        path: 'preferred_username',
        claim: 'username',
        scope: 'profile',
      },
      {
        path: 'picture',
        claim: 'picture480',
        scope: 'profile',
      },
      {
        path: 'email',
        claim: 'email',
        scope: 'email',
      },
      {
        path: 'email_verified',
        claim: 'emailVerified',
        scope: 'email',
      },
    ],
  },
  defaultScope: ['profile'],
  resources: {
    authorizationSchemes: ['Bearer'],
    personalToken: {},
  },
  issuerInResponse: true,
}
