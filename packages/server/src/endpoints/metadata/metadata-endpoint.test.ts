import { audiotool, audius, audiusLegacy, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { parseAuthorizationServerMetadata } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'

describe('the metadata document', () => {
  it('[RFC 8414 §3] describes the server, the same for OAuth and OpenID Connect', async () => {
    const server = await startHttpServer({ baseUrl: 'https://platform.example/door' })

    const oauth = await server.send('/door/.well-known/oauth-authorization-server')
    const openid = await server.send('/door/.well-known/openid-configuration')

    expect(parseAuthorizationServerMetadata(oauth.body, 'https://platform.example/door')).toMatchObject({ ok: true })
    expect(oauth.text).toBe(openid.text)
    expect(oauth.body).toEqual(server.server.metadata)
    expect(oauth.body).toMatchObject({
      issuer: 'https://platform.example/door',
      authorization_endpoint: 'https://platform.example/door/oauth/authorize',
      token_endpoint: 'https://platform.example/door/oauth/token',
      jwks_uri: 'https://platform.example/door/oauth/jwks',
      grant_types_supported: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
    })
    expect(oauth.headers.get('access-control-allow-origin')).toBe('*')
    expect(oauth.headers.get('content-type')).toBe('application/json')
  })

  it('[OpenID Connect Discovery §4] exists for OpenID Connect only where it is spoken', async () => {
    const server = await startHttpServer({ platform: audius })

    expect((await server.send('/.well-known/openid-configuration')).status).toBe(404)
    const { body } = await server.send('/.well-known/oauth-authorization-server')
    expect(body).not.toHaveProperty('jwks_uri')
    expect(body).not.toHaveProperty('introspection_endpoint')
    expect(body).not.toHaveProperty('subject_types_supported')
    expect(body.token_endpoint_auth_methods_supported).toEqual(['none'])
  })

  it.each([
    [
      standard,
      ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      ['client_secret_basic', 'client_secret_post', 'none'],
    ],
    [audius, ['authorization_code', 'refresh_token'], ['none']],
    [audiotool, ['authorization_code', 'refresh_token'], ['none']],
    [audiusLegacy, ['implicit'], undefined],
    [soundcloud, ['authorization_code', 'refresh_token', 'client_credentials'], ['client_secret_post', 'client_secret_basic']],
    [auphonic, ['authorization_code', 'password'], ['client_secret_post', 'client_secret_basic']],
  ] as const)('[RFC 8414 §2] tells what $id really does', async (platform, grantTypes, methods) => {
    const server = await startHttpServer({ platform, baseUrl: 'https://platform.example/x' })

    const { body } = await server.send('/x/.well-known/oauth-authorization-server')

    expect(parseAuthorizationServerMetadata(body, 'https://platform.example/x')).toMatchObject({ ok: true })
    expect(body.grant_types_supported).toEqual(grantTypes)
    expect(body.token_endpoint_auth_methods_supported).toEqual(methods)
    expect(body.token_endpoint === undefined).toBe(platform.endpoints.token === undefined)
    expect(body.revocation_endpoint === undefined).toBe(platform.endpoints.revocation === undefined)
    expect(body.code_challenge_methods_supported === undefined).toBe(platform.authorization.pkce === 'unsupported')
    expect(body.response_types_supported).toEqual([platform.signedProfile === null ? 'code' : 'token'])
    for (const [name, value] of Object.entries(body)) expect(value, name).not.toEqual([])
  })

  it('[RFC 7009 §2.1] says that a revocation asks for no client, where it does not', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    const { body } = await server.send('/.well-known/oauth-authorization-server')

    expect(body.revocation_endpoint_auth_methods_supported).toEqual(['none'])
  })
})
