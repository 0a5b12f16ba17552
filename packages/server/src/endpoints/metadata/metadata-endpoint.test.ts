import { audius } from '@stagedoor/platforms'
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
      grant_types_supported: ['authorization_code', 'refresh_token'],
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
})
