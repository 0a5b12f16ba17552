import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Audius (legacy). Written by `tools/write-client-platforms.ts` from `audius-legacy.ts`: change that one. */
export const audiusLegacy: ClientPlatform = {
  id: 'audius-legacy',
  name: 'Audius (legacy)',
  issuer: 'https://audius.co',
  endpoints: {
    authorization: 'https://audius.co/oauth/auth',
    userinfo: 'https://api.audius.co/v1/users/verify_token',
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
    pkce: 'unsupported',
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
    grantTypes: [],
  },
  tokens: {},
  revocation: {
    clientSends: 'access_token',
  },
  defaultScope: ['read'],
  resources: {
    authorizationSchemes: ['Bearer'],
  },
  signedProfile: {
    parameter: 'token',
  },
  profile: 'audiusLegacy',
}
