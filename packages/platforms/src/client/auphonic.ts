import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Auphonic. Written by `tools/write-client-platforms.ts` from `auphonic.ts`: change that one. */
export const auphonic: ClientPlatform = {
  id: 'auphonic',
  name: 'Auphonic',
  issuer: 'https://auphonic.com',
  endpoints: {
    authorization: 'https://auphonic.com/oauth2/authorize/',
    token: 'https://auphonic.com/oauth2/token/',
    userinfo: 'https://auphonic.com/api/user.json',
  },
  client: {
    authenticationMethods: ['client_secret_post', 'client_secret_basic'],
  },
  authorization: {
    pkce: 'unsupported',
  },
  tokenRequest: {
    grantTypes: ['authorization_code', 'password'],
    grantAuthentication: {
      authorization_code: ['client_secret_post'],
      password: ['client_secret_basic'],
    },
  },
  tokens: {},
  revocation: {
    clientSends: 'access_token',
  },
  defaultScope: [],
  resources: {
    authorizationSchemes: ['Bearer'],
    tokenQueryParameter: 'bearer_token',
    basic: true,
    personalToken: {},
  },
  profile: 'auphonic',
}
