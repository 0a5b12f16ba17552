import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const redirectUri = 'https://app.example/callback'
const insecure = { [oauth.allowInsecureRequests]: true }
const scope = 'openid profile'

describe('the proofs of oauth4webapi, unchanged, against `standard`', () => {
  let stagedoor: RunningStagedoor
  let server: oauth.AuthorizationServer

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'standard'])
    const issuer = new URL(stagedoor.platforms.standard.issuer)
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }))
  })
  afterAll(() => stagedoor?.[Symbol.asyncDispose]())

  /** An app that comes back from the authorization endpoint with a code which is bound to a key. */
  async function openApp(method: 'none' | 'client_secret_basic', keyOfCode: oauth.DPoPHandle) {
    const { clientId, clientSecret = '' } = await stagedoor.register('standard', {
      client_name: 'oauth4webapi',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: method,
      scope,
    })
    const cookie = await stagedoor.signIn('standard', 'mira', [{ clientId, scope }])
    const client: oauth.Client = { client_id: clientId }
    const verifier = oauth.generateRandomCodeVerifier()
    const url = new URL(server.authorization_endpoint ?? '')
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state: 's',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      dpop_jkt: await keyOfCode.calculateThumbprint(),
    }).toString()
    const redirect = await fetch(url, { redirect: 'manual', headers: { cookie } })
    const callback = oauth.validateAuthResponse(server, client, new URL(redirect.headers.get('location') ?? ''), 's')
    const authentication = method === 'none' ? oauth.None() : oauth.ClientSecretBasic(clientSecret)
    const options = (DPoP: oauth.DPoPHandle) => ({ ...insecure, DPoP })
    return {
      redeem: (DPoP: oauth.DPoPHandle) =>
        onceMore(async () =>
          oauth.processAuthorizationCodeResponse(
            server,
            client,
            await oauth.authorizationCodeGrantRequest(server, client, authentication, callback, redirectUri, verifier, options(DPoP)),
          ),
        ),
      refresh: (DPoP: oauth.DPoPHandle, token = '') =>
        onceMore(async () =>
          oauth.processRefreshTokenResponse(
            server,
            client,
            await oauth.refreshTokenGrantRequest(server, client, authentication, token, options(DPoP)),
          ),
        ),
      askWhoItIs: (DPoP: oauth.DPoPHandle, token: string) =>
        onceMore(async () =>
          oauth.processUserInfoResponse(
            server,
            client,
            oauth.skipSubjectCheck,
            await oauth.userInfoRequest(server, client, token, options(DPoP)),
          ),
        ),
      introspect: async (token: string) =>
        oauth.processIntrospectionResponse(
          server,
          client,
          await oauth.introspectionRequest(server, client, authentication, token, insecure),
        ),
    }
  }

  it('[RFC 9449 §5] signs in with a code of its key (§10), asks, refreshes, and is introspected by its thumbprint (§6.2)', async () => {
    const key = await openKey()
    const app = await openApp('client_secret_basic', key)

    const tokens = await app.redeem(key)
    expect(tokens.token_type).toBe('dpop')
    expect(await app.askWhoItIs(key, tokens.access_token)).toMatchObject({ preferred_username: 'mira' })
    const refreshed = await app.refresh(key, tokens.refresh_token)
    expect(await app.introspect(refreshed.access_token)).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt: await key.calculateThumbprint() },
    })
  })

  it('[RFC 9449 §5] gives a public client nothing for another key: no tokens for its code, its refresh token, its access token', async () => {
    const [key, other] = [await openKey(), await openKey()]
    await expect((await openApp('none', key)).redeem(other)).rejects.toMatchObject({ error: 'invalid_grant' })

    const app = await openApp('none', key)
    const tokens = await app.redeem(key)
    await expect(app.refresh(other, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
    await expect(app.askWhoItIs(other, tokens.access_token)).rejects.toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
    expect((await app.refresh(key, tokens.refresh_token)).token_type).toBe('dpop')
  })
})

async function openKey(): Promise<oauth.DPoPHandle> {
  return oauth.DPoP({}, await oauth.generateKeyPair('ES256'))
}

/** Does it again when the server has said which nonce it wants, as the library's documentation has apps do. */
async function onceMore<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return attempt()
  }
}
