import { describe, expect, it } from 'vitest'
import { createClient } from '../create-client.ts'
import { isPlatformUrl } from '../requests/is-platform-url.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { endSessionUrl } from './end-session-url.ts'
import { type MetadataOptions, platformFromMetadata } from './platform-from-metadata.ts'

const issuer = 'https://login.example'
const bare = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['code'],
}
const full = {
  ...bare,
  userinfo_endpoint: 'https://api.example/v1/userinfo',
  revocation_endpoint: `${issuer}/revoke`,
  end_session_endpoint: `${issuer}/logout?ui=small`,
  scopes_supported: ['openid', 'email', 'profile', 'offline_access'],
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'],
  device_authorization_endpoint: `${issuer}/device`,
  token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_post', 'client_secret_basic'],
  display_values_supported: ['page', 'popup'],
  authorization_response_iss_parameter_supported: true,
  dpop_signing_alg_values_supported: ['RS256', 'ES256'],
}

function codeOf(document: unknown, options?: MetadataOptions): unknown {
  try {
    platformFromMetadata(document, issuer, options)
  } catch (error) {
    return error instanceof StagedoorError ? error.code : error
  }
  return undefined
}

describe('platformFromMetadata', () => {
  it('[RFC 8414 §2] reads the carefulest platform there is from the shortest document there is', () => {
    expect(platformFromMetadata(bare, issuer)).toMatchObject({
      id: 'login-example',
      name: 'login.example',
      issuerIsPlaceholder: false,
      endpoints: { authorization: `${issuer}/authorize`, token: `${issuer}/token`, userinfo: '' },
      client: { authenticationMethods: ['client_secret_basic'] },
      authorization: { pkce: 'required', responseModes: ['query', 'fragment'] },
      tokens: { refreshToken: { rotation: 'strict' } },
      revocation: { endsOtherGrants: true },
      defaultScope: [],
      issuerInResponse: false,
      resourceServers: [],
    })
  })

  it('[RFC 8414 §2] reads what a server lists, and leaves out what nobody here speaks', () => {
    expect(platformFromMetadata(full, issuer, { name: 'Example' })).toMatchObject({
      name: 'Example',
      endpoints: { revocation: `${issuer}/revoke`, deviceAuthorization: `${issuer}/device`, userinfo: 'https://api.example/v1/userinfo' },
      client: { authenticationMethods: ['client_secret_basic', 'client_secret_post'] },
      authorization: { display: {} },
      tokenRequest: { grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] },
      defaultScope: ['openid', 'profile'],
      issuerInResponse: true,
      tokens: { dpop: { algorithms: ['ES256'] } },
    })
    expect(platformFromMetadata(bare, issuer).tokens).not.toHaveProperty('dpop')
  })

  it('sends the token to a userinfo endpoint elsewhere, and to nothing beside it', () => {
    const platform = platformFromMetadata(full, issuer, { resourceServers: ['https://music.example/v2'] })

    expect(isPlatformUrl('https://api.example/v1/userinfo', platform)).toBe(true)
    expect(isPlatformUrl('https://music.example/v2/tracks', platform)).toBe(true)
    expect(isPlatformUrl('https://api.example/v1/others', platform)).toBe(false)
    expect(isPlatformUrl('https://music.example/v1/tracks', platform)).toBe(false)
  })

  it('takes from the app what the document leaves out', () => {
    const platform = platformFromMetadata(bare, issuer, {
      scope: ['tracks'],
      endpoints: { revocation: `${issuer}/bye`, userinfo: `${issuer}/me` },
    })

    expect(platform).toMatchObject({ defaultScope: ['tracks'], endpoints: { revocation: `${issuer}/bye`, userinfo: `${issuer}/me` } })
  })

  it('is JSON, so that it can be kept, and a client takes it back', () => {
    const platform = platformFromMetadata(full, issuer)

    expect(JSON.parse(JSON.stringify(platform))).toEqual(platform)
    expect(createClient({ platform, clientId: 'app', redirectUri: 'https://app.example/callback' }).endpoints.token).toBe(`${issuer}/token`)
  })

  it('says in a word why it cannot ask who is signed in', async () => {
    const client = createClient({
      platform: platformFromMetadata(bare, issuer),
      clientId: 'app',
      redirectUri: 'https://app.example/callback',
    })

    await expect(client.getProfile()).rejects.toMatchObject({ code: 'configuration', message: 'login.example: no userinfo endpoint' })
  })

  it.each([
    ['[RFC 8414 §3.3] another issuer', { ...bare, issuer: 'https://login.example/' }, 'issuer_mismatch'],
    ['[RFC 8414 §3.2] a list', [], 'invalid_response'],
    ['[RFC 8414 §2] an endpoint that is no URL', { ...bare, token_endpoint: 'javascript:alert(1)' }, 'invalid_response'],
    ['[RFC 8414 §2] no token endpoint', { ...bare, token_endpoint: undefined }, 'configuration'],
    ['[RFC 8414 §2] no code flow', { ...bare, response_types_supported: ['id_token'] }, 'configuration'],
    ['[RFC 6749 §3.2] a token endpoint on plain http', { ...bare, token_endpoint: 'http://login.example/token' }, 'configuration'],
    ['[RFC 6750 §5.2] a userinfo endpoint on plain http', { ...bare, userinfo_endpoint: 'http://127.0.0.1.example/me' }, 'configuration'],
  ])('refuses %s', (_, document, code) => {
    const { token_endpoint: _token, ...rest } = bare
    const sent = 'token_endpoint' in document && document.token_endpoint === undefined ? rest : document

    expect(codeOf(sent)).toBe(code)
  })
})

describe('endSessionUrl', () => {
  it("[OpenID Connect RP-Initiated Logout §2] goes to the server's page, its own query kept", () => {
    const platform = platformFromMetadata(full, issuer)

    expect(endSessionUrl(platform, { clientId: 'app', returnTo: 'https://app.example/', state: 's' })).toBe(
      `${issuer}/logout?ui=small&client_id=app&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2F&state=s`,
    )
  })

  it('is nowhere where the server has none', () => {
    expect(endSessionUrl(platformFromMetadata(bare, issuer), { clientId: 'app' })).toBeUndefined()
  })
})
