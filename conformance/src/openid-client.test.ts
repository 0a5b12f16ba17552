import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

describe('openid-client, unchanged, against `standard`', () => {
  let stagedoor: RunningStagedoor
  beforeAll(async () => {
    stagedoor = await runStagedoor()
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  it('[OpenID Connect Core §3.1] signs in, reads the profile, refreshes, and revokes', async () => {
    const scope = 'openid profile email'
    const redirectUri = 'https://app.example/callback'
    const registered = await stagedoor.register('standard', { client_name: 'openid-client', redirect_uris: [redirectUri], scope })
    const cookie = await stagedoor.signIn('standard', 'mira', [{ clientId: registered.clientId, scope }])
    const config = await openid.discovery(
      new URL(stagedoor.platforms.standard.issuer),
      registered.clientId,
      registered.clientSecret,
      openid.ClientSecretBasic(registered.clientSecret ?? ''),
      { execute: [openid.allowInsecureRequests] },
    )
    const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()]

    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const redirect = await fetch(url, { redirect: 'manual', headers: { cookie } })
    const tokens = await openid.authorizationCodeGrant(config, new URL(redirect.headers.get('location') ?? ''), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    const subject = tokens.claims()?.sub ?? ''
    const profile = await openid.fetchUserInfo(config, tokens.access_token, subject)
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '')
    await openid.tokenRevocation(config, refreshed.refresh_token ?? '')
    const seen = await openid.tokenIntrospection(config, refreshed.access_token)

    expect(profile).toMatchObject({ sub: subject, preferred_username: 'mira' })
    expect(seen).toEqual({ active: false })
  })
})
