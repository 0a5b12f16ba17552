import { type PlatformDescription, standard } from '@stagedoor/platforms'

/** Mixwave is made up. It differs from plain OAuth in the ways a real platform might; every difference is a field. */
export const mixwave: PlatformDescription = {
  ...standard,
  id: 'mixwave',
  name: 'Mixwave',
  issuer: 'https://login.mixwave.example',
  issuerIsPlaceholder: false,
  endpoints: {
    authorization: 'https://login.mixwave.example/connect/authorize/',
    token: 'https://login.mixwave.example/connect/token/',
    revocation: 'https://login.mixwave.example/connect/goodbye/',
    userinfo: 'https://api.mixwave.example/artist',
  },
  aliasOrigins: ['https://api.mixwave.example'],
  resourceServers: ['https://api.mixwave.example'],
  client: { ...standard.client, authenticationMethods: ['none'] },
  authorization: { ...standard.authorization, clientIdParameter: 'app', responseModes: ['query'] },
  tokenRequest: { ...standard.tokenRequest, clientEncoding: 'json', serverEncodings: ['json'] },
  revocation: { ...standard.revocation, clientEncoding: 'json', tokenParameter: 'credential', responseBody: '{}' },
  profile: {
    method: 'GET',
    requiredScope: null,
    realm: 'Mixwave',
    members: [
      { path: 'artist.urn', claim: 'number', prefix: 'mixwave:artists:' },
      { path: 'artist.handle', claim: 'username' },
      { path: 'artist.stage_name', claim: 'name' },
    ],
    constants: [{ path: 'version', value: 2 }],
  },
  scopes: [
    {
      token: 'mixes',
      title: 'See your mixes',
      sentence: 'The app can see and play all your mixes, also the private ones.',
      kind: 'read',
      includes: [],
    },
  ],
  defaultScope: ['mixes'],
  resources: { ...standard.resources, authorizationSchemes: ['Mixwave', 'Bearer'] },
  openid: false,
  issuerInResponse: false,
  look: { accent: '#00695c', onAccent: '#ffffff' },
}
