import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Stagedoor. Written by `tools/write-client-platforms.ts` from `standard.ts`: change that one. */
export const standard: ClientPlatform = {
  id: 'standard',
  name: 'Stagedoor',
  issuer: 'https://stagedoor.invalid',
  issuerIsPlaceholder: true,
  endpoints: {
    authorization: 'https://stagedoor.invalid/oauth/authorize',
    token: 'https://stagedoor.invalid/oauth/token',
    revocation: 'https://stagedoor.invalid/oauth/revoke',
    userinfo: 'https://stagedoor.invalid/oauth/userinfo',
    deviceAuthorization: 'https://stagedoor.invalid/oauth/device-authorization',
  },
  client: {
    authenticationMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  },
  authorization: {
    display: {},
  },
  redirectUris: {
    schemes: 'https-and-loopback',
  },
  tokenRequest: {},
  tokens: {
    refreshToken: {
      rotation: 'grace',
    },
    dpop: {},
  },
  revocation: {},
  defaultScope: ['profile'],
  resources: {
    authorizationSchemes: ['Bearer'],
    personalToken: {},
  },
  issuerInResponse: true,
  profile: 'standard',
}
