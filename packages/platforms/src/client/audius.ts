import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of Audius. Written by `tools/write-client-platforms.ts` from `../audius.ts`: change that one. */
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
    pkce: 'required',
    webMessage: {
      redirectUriValue: 'postmessage',
      originParameter: 'origin',
      senderOrigins: ['https://audius.co'],
    },
    display: {
      parameter: 'display',
      popup: 'popup',
      page: 'fullScreen',
    },
  },
  redirectUris: {
    schemes: 'http-and-https',
  },
  tokenRequest: {
    clientEncoding: 'json',
  },
  tokens: {
    refreshToken: {
      rotation: 'strict',
    },
  },
  revocation: {
    tokenParameter: 'token',
    clientSends: 'refresh_token',
    clientEncoding: 'json',
    clientIdOptional: true,
  },
  profile: {
    members: [
      {
        path: 'data.id',
        claim: 'subject',
      },
      {
        path: 'data.handle',
        claim: 'username',
      },
      {
        path: 'data.name',
        claim: 'name',
      },
      {
        path: 'data.is_verified',
        claim: 'verified',
      },
      {
        path: 'data.profile_picture.150x150',
        claim: 'picture150',
      },
      {
        path: 'data.profile_picture.480x480',
        claim: 'picture480',
      },
      {
        path: 'data.profile_picture.1000x1000',
        claim: 'picture1000',
      },
      {
        path: 'userId',
        claim: 'number',
      },
      {
        path: 'handle',
        claim: 'username',
      },
      {
        path: 'name',
        claim: 'name',
      },
      {
        path: 'verified',
        claim: 'verified',
      },
      {
        path: 'profilePicture.150x150',
        claim: 'picture150',
      },
      {
        path: 'profilePicture.480x480',
        claim: 'picture480',
      },
      {
        path: 'profilePicture.1000x1000',
        claim: 'picture1000',
      },
    ],
  },
  defaultScope: ['read'],
  resources: {
    authorizationSchemes: ['Bearer'],
  },
}
