import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

/** The manual implementation of "Log In with Audius", steps 1 to 7, as plain HTTP against the emulator; each with its documented answer. */
describe('the Audius document, manual implementation', () => {
  const redirectUri = 'https://mydemoapp.com/callback'
  let stagedoor: RunningStagedoor
  let base: string
  let apiKey: string
  let cookie: string
  let codeVerifier: string
  let state: string
  let code: string
  let tokens: { access_token: string; refresh_token: string }

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    base = `${stagedoor.platforms.audius.issuer}/v1`
    const client = await stagedoor.register('audius', { client_name: 'My Demo App', redirect_uris: [redirectUri], scope: 'read write' })
    apiKey = client.clientId
    cookie = await stagedoor.signIn('audius', 'mira', [{ clientId: apiKey, scope: 'read' }])
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const postJson = (path: string, body: unknown): Promise<Response> =>
    fetch(`${base}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  const authorize = (extra: Record<string, string> = {}, as = cookie): Promise<Response> => {
    const query = new URLSearchParams({
      response_type: 'code',
      scope: 'read',
      api_key: apiKey,
      redirect_uri: redirectUri,
      state,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...extra,
    })
    return fetch(`${base}/oauth/authorize?${query}`, { redirect: 'manual', headers: { cookie: as } })
  }

  it('step 1: makes PKCE parameters as the document does', () => {
    codeVerifier = randomBytes(32).toString('base64url')
    state = randomBytes(16).toString('base64url')

    expect(codeVerifier).toMatch(/^[\w-]{43,128}$/)
    expect(apiKey).toMatch(/^[0-9a-f]{40}$/)
  })

  it('step 2: a browser that is not signed in is shown the consent screen, on the platform', async () => {
    const begun = await authorize({}, '')
    const page = new URL(begun.headers.get('location') ?? '', base)
    const browser = begun.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const answer = await fetch(page, { headers: { cookie: browser } })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).toContain('My Demo App')
  })

  it('step 3: code and state come back as URI fragment parameters', async () => {
    const location = new URL((await authorize()).headers.get('location') ?? '')
    const fragment = new URLSearchParams(location.hash.slice(1))
    code = fragment.get('code') ?? ''

    expect(`${location.origin}${location.pathname}`).toBe(redirectUri)
    expect(location.search).toBe('')
    expect([...fragment.keys()].sort()).toEqual(['code', 'state'])
    expect(fragment.get('state')).toBe(state)
  })

  it('step 3: or as query parameters with response_mode=query', async () => {
    const location = new URL((await authorize({ response_mode: 'query' })).headers.get('location') ?? '')

    expect(location.hash).toBe('')
    expect(location.searchParams.get('state')).toBe(state)
  })

  it('step 4: the code is exchanged for tokens by JSON', async () => {
    const answer = await postJson('/oauth/token', {
      grant_type: 'authorization_code',
      code,
      code_verifier: codeVerifier,
      client_id: apiKey,
      redirect_uri: redirectUri,
    })
    tokens = await answer.json()

    expect(answer.status).toBe(200)
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'read' })
    expect(tokens.access_token).toHaveLength(43)
    expect(tokens.refresh_token).toHaveLength(43)
  })

  it('step 4: a wrong answer carries error and error_description', async () => {
    const answer = await postJson('/oauth/token', {
      grant_type: 'authorization_code',
      code: 'unheard-of',
      code_verifier: codeVerifier,
      client_id: apiKey,
      redirect_uri: redirectUri,
    })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({
      error: 'invalid_grant',
      error_description: 'Authorization code is invalid, expired, or already used',
    })
  })

  it("step 5: the profile has the document's members, and the real server's beside them", async () => {
    const answer = await fetch(`${base}/me`, { headers: { Authorization: `Bearer ${tokens.access_token}` } })
    const profile = await answer.json()

    expect(profile).toMatchObject({ userId: expect.any(Number), name: 'Mira Okafor', handle: 'mira', verified: true })
    expect(profile.profilePicture['480x480']).toMatch(/^http/)
    expect(profile.data).toMatchObject({ id: expect.any(String), handle: 'mira', name: 'Mira Okafor', is_verified: true })
  })

  it('step 6: a refresh returns the same shape', async () => {
    const answer = await postJson('/oauth/token', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: apiKey })
    const next: typeof tokens = await answer.json()

    expect(answer.status).toBe(200)
    expect(next.access_token).toHaveLength(43)
    expect(next.refresh_token).not.toBe(tokens.refresh_token)
    tokens = next
  })

  it('step 7: revocation ends the session, and is never an error', async () => {
    const answer = await postJson('/oauth/revoke', { token: tokens.refresh_token, client_id: apiKey })
    const afterwards = await fetch(`${base}/me`, { headers: { Authorization: `Bearer ${tokens.access_token}` } })
    const again = await postJson('/oauth/revoke', { token: tokens.refresh_token, client_id: apiKey })

    expect(await answer.json()).toEqual({})
    expect(afterwards.status).toBe(401)
    expect(again.status).toBe(200)
  })

  it("the lifetimes are the platform's: an access token ends after an hour", async () => {
    const location = new URL((await authorize()).headers.get('location') ?? '')
    const answer = await postJson('/oauth/token', {
      grant_type: 'authorization_code',
      code: new URLSearchParams(location.hash.slice(1)).get('code'),
      code_verifier: codeVerifier,
      client_id: apiKey,
      redirect_uri: redirectUri,
    })
    const issued: typeof tokens = await answer.json()
    const me = (): Promise<Response> => fetch(`${base}/me`, { headers: { Authorization: `Bearer ${issued.access_token}` } })

    await stagedoor.post('clock', { advanceSeconds: 3590 })
    expect((await me()).status).toBe(200)
    await stagedoor.post('clock', { advanceSeconds: 20 })
    expect((await me()).status).toBe(401)
  })

  it('strict rotation: a refresh token used twice ends the family', async () => {
    const location = new URL((await authorize()).headers.get('location') ?? '')
    const issued: typeof tokens = await (
      await postJson('/oauth/token', {
        grant_type: 'authorization_code',
        code: new URLSearchParams(location.hash.slice(1)).get('code'),
        code_verifier: codeVerifier,
        client_id: apiKey,
        redirect_uri: redirectUri,
      })
    ).json()
    const refresh = (token: string): Promise<Response> =>
      postJson('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, client_id: apiKey })

    const successor: typeof tokens = await (await refresh(issued.refresh_token)).json()
    const reuse = await refresh(issued.refresh_token)

    expect(await reuse.json()).toEqual({ error: 'invalid_grant', error_description: 'Token reuse detected' })
    expect((await refresh(successor.refresh_token)).status).toBe(400)
  })
})
