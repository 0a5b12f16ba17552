import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Audius. Written by `tools/write-client-platforms.ts` from `audius.ts`: change that one. */
export const audius: ClientPlatform = {
  id: 'audius',
  name: 'Audius',
  issuer: 'https://api.audius.co',
  endpoints: {
    authorization: 'https://api.audius.co/v1/oauth/authorize',
    token: 'https://api.audius.co/v1/oauth/token',
    revocation: 'https://api.audius.co/v1/oauth/revoke',
    userinfo: 'https://api.audius.co/v1/me',
  },
  client: {
    unregistered: {
      nameParameter: 'app_name',
    },
  },
  authorization: {
    clientIdParameter: 'api_key',
    responseModes: ['fragment', 'query'],
    defaultResponseMode: 'fragment',
    sentResponseMode: 'fragment',
    sendsOrigin: true,
    webMessage: {
      redirectUriValue: 'postmessage',
      originParameter: 'origin',
      senderOrigins: ['https://audius.co'],
    },
    display: {
      page: 'fullScreen',
    },
  },
  tokenRequest: {
    clientEncoding: 'json',
  },
  tokens: {
    refreshToken: {},
  },
  revocation: {
    clientEncoding: 'json',
  },
  defaultScope: ['read'],
  resources: {
    authorizationSchemes: ['Bearer'],
  },
  profile: 'audius',
}
