import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of SoundCloud. Written by `tools/write-client-platforms.ts` from `soundcloud.ts`: change that one. */
export const soundcloud: ClientPlatform = {
  id: 'soundcloud',
  name: 'SoundCloud',
  issuer: 'https://secure.soundcloud.com',
  endpoints: {
    authorization: 'https://secure.soundcloud.com/authorize',
    token: 'https://secure.soundcloud.com/oauth/token',
    revocation: 'https://secure.soundcloud.com/sign-out',
    userinfo: 'https://api.soundcloud.com/me',
  },
  resourceServers: ['https://api.soundcloud.com'],
  client: {
    authenticationMethods: ['client_secret_post', 'client_secret_basic'],
  },
  authorization: {
    display: {},
  },
  tokenRequest: {
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    grantAuthentication: {
      authorization_code: ['client_secret_post'],
      refresh_token: ['client_secret_post'],
      client_credentials: ['client_secret_basic'],
    },
  },
  tokens: {
    refreshToken: {},
  },
  revocation: {
    tokenParameter: 'access_token',
    clientSends: 'access_token',
    clientEncoding: 'json',
    clientIdOptional: true,
  },
  defaultScope: [],
  resources: {
    authorizationSchemes: ['OAuth', 'Bearer'],
  },
  profile: 'soundcloud',
}
