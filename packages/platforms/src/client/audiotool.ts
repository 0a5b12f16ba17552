import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Audiotool. Written by `tools/write-client-platforms.ts` from `audiotool.ts`: change that one. */
export const audiotool: ClientPlatform = {
  id: 'audiotool',
  name: 'Audiotool',
  issuer: 'https://oauth.audiotool.com',
  endpoints: {
    authorization: 'https://oauth.audiotool.com/oauth2/auth',
    token: 'https://oauth.audiotool.com/oauth2/token',
    revocation: 'https://oauth.audiotool.com/oauth2/revoke',
    userinfo: 'https://rpc.audiotool.com/audiotool.auth.v1.AuthService/GetWhoami',
    popupStart: 'https://accounts.audiotool.com/oauth/popup/start',
    popupCallback: 'https://accounts.audiotool.com/oauth/popup/callback',
  },
  resourceServers: ['https://rpc.audiotool.com'],
  client: {},
  authorization: {
    webMessage: {
      originParameter: 'target_origin',
      type: 'audiotool-oauth',
      senderOrigins: ['https://accounts.audiotool.com'],
    },
  },
  redirectUris: {
    schemes: 'https-and-loopback',
  },
  tokenRequest: {},
  tokens: {
    refreshToken: {},
  },
  revocation: {},
  defaultScope: [],
  resources: {
    authorizationSchemes: ['Bearer'],
    personalToken: {},
  },
  profile: 'audiotool',
}
