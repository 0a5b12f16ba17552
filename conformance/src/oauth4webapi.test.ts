import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const redirectUri = 'https://app.example/callback'
const insecure = { [oauth.allowInsecureRequests]: true }

describe('oauth4webapi, unchanged, against `standard`', () => {
  let stagedoor: RunningStagedoor
  let server: oauth.AuthorizationServer

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    const issuer = new URL(stagedoor.platforms.standard.issuer)
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }))
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  it('[RFC 8414 §3] finds the same metadata under both well-known names', async () => {
    const issuer = new URL(stagedoor.platforms.standard.issuer)
    const found = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }))

    expect(found.token_endpoint).toBe(server.token_endpoint)
    expect(found.code_challenge_methods_supported).toEqual(['S256'])
    expect(found.authorization_response_iss_parameter_supported).toBe(true)
  })

  for (const method of ['client_secret_basic', 'client_secret_post', 'none'] as const) {
    it(`[RFC 6749 §4.1] completes code, refresh, introspection, profile and revocation with ${method}`, async () => {
      const scope = 'openid profile'
      const registered = await stagedoor.register('standard', {
        client_name: 'oauth4webapi',
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: method,
        scope,
      })
      const cookie = await stagedoor.signIn('standard', 'mira', [{ clientId: registered.clientId, scope }])
      const client: oauth.Client = { client_id: registered.clientId }
      const authentication = authenticate(method, registered.clientSecret)
      const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()]

      const url = new URL(server.authorization_endpoint ?? '')
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: client.client_id,
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString()
      const redirect = await fetch(url, { redirect: 'manual', headers: { cookie } })
      const callback = new URL(redirect.headers.get('location') ?? '')
      const parameters = oauth.validateAuthResponse(server, client, callback, state)
      const tokens = await oauth.processAuthorizationCodeResponse(
        server,
        client,
        await oauth.authorizationCodeGrantRequest(server, client, authentication, parameters, redirectUri, verifier, insecure),
        { expectedNonce: nonce, requireIdToken: true },
      )
      expect(oauth.getValidatedIdTokenClaims(tokens)?.aud).toBe(client.client_id)

      const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''
      const profile = await oauth.processUserInfoResponse(
        server,
        client,
        subject,
        await oauth.userInfoRequest(server, client, tokens.access_token, insecure),
      )
      expect(profile.preferred_username).toBe('mira')

      const refreshed = await oauth.processRefreshTokenResponse(
        server,
        client,
        await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token ?? '', insecure),
      )
      expect(refreshed.access_token).not.toBe(tokens.access_token)

      if (method !== 'none') {
        const seen = await oauth.processIntrospectionResponse(
          server,
          client,
          await oauth.introspectionRequest(server, client, authentication, refreshed.access_token, insecure),
        )
        expect(seen).toMatchObject({ active: true, client_id: client.client_id, sub: subject })
      }
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(server, client, authentication, refreshed.refresh_token ?? '', insecure),
      )
      const afterwards = await oauth.userInfoRequest(server, client, refreshed.access_token, insecure)
      expect(afterwards.status).toBe(401)
    })
  }
})

function authenticate(method: 'client_secret_basic' | 'client_secret_post' | 'none', secret: string | undefined): oauth.ClientAuth {
  if (method === 'none' || secret === undefined) return oauth.None()
  return method === 'client_secret_basic' ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret)
}
