import { audiotool, audius, auphonic, type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'
import { formatBasicCredentials, formatUserPassword, OAuthError } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { type Answer, clientSecret, type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import { password } from '../../test/test-browser.ts'
import type { HttpRequest } from '../http/http-message.ts'
import { createPersonalToken } from '../personal-tokens/create-personal-token.ts'
import { PasswordHasherBusyError } from '../ports/world.ts'
import type { ResourceCaller, ResourceRoute } from './resource-route.ts'

/** What a route of the test was called with. */
interface Call {
  readonly caller: ResourceCaller | null
  readonly request: HttpRequest
  readonly params: Readonly<Record<string, string>>
}

/** A server with one route of every kind of access, and what they were called with. */
async function startApi(platform: PlatformDescription, changes: Partial<ResourceRoute> = {}): Promise<HttpTestServer & { calls: Call[] }> {
  const calls: Call[] = []
  const answer: ResourceRoute['answer'] = (caller, request, params) => {
    calls.push({ caller, request, params })
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"data":[]}' }
  }
  const route: ResourceRoute = { method: 'GET', path: '/api/things/:id.json', access: 'person', scope: [], answer, ...changes }
  const resources: readonly ResourceRoute[] = [
    route,
    { ...route, path: '/api/tracks', access: 'app' },
    { ...route, path: '/api/info.json', access: 'anybody' },
    { ...route, path: '/api/broken', access: 'anybody', answer: () => Promise.reject(new Error('SELECT secrets')) },
    { ...route, path: '/api/missing', answer: () => Promise.reject(new OAuthError('invalid_request', 'There is no such thing.')) },
  ]
  const server = await startHttpServer({ platform, resources })
  return { ...server, calls }
}

function get(server: HttpTestServer, path: string, authorization?: string): Promise<Answer> {
  return server.send(path, { headers: authorization === undefined ? {} : { authorization } })
}

describe('a route of the platform’s own API', () => {
  it('answers the person, with what the path named, to pages of any origin, and nobody keeps it', async () => {
    const server = await startApi(audius)
    const { body } = await server.signIn({ scope: ['read'] })

    const answer = await get(server, '/api/things/a%20b.json', `bearer ${body.access_token}`)

    expect(answer).toMatchObject({ status: 200, body: { data: [] } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(server.calls).toMatchObject([
      {
        caller: { user: { id: 'user-ada' }, clientId: server.client.id, scope: ['read'], by: 'access_token' },
        params: { id: 'a b' },
      },
    ])
  })

  it('keeps the headers that the route sets itself, in any letter case', async () => {
    const answer: ResourceRoute['answer'] = () => ({ status: 200, headers: { 'cache-control': 'private, max-age=60' }, body: 'x' })
    const server = await startApi(audius, { access: 'anybody', answer })

    const { headers } = await get(server, '/api/things/1.json')

    expect(headers.get('cache-control')).toBe('private, max-age=60')
  })

  it('[Fetch §4.8] lets a page ask whether it may', async () => {
    const server = await startApi(auphonic)

    const { status, headers } = await server.send('/api/things/1.json', { method: 'OPTIONS' })

    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toContain('authorization')
    expect(headers.get('access-control-allow-methods')).toContain('GET')
  })

  it('[RFC 9110 §15.5.6] takes its own method only', async () => {
    const server = await startApi(auphonic)

    for (const path of ['/api/things/1.json', '/api/tracks', '/api/user.json']) {
      const refused = await server.send(path, { method: 'DELETE' })
      expect(refused).toMatchObject({ status: 405, body: { status_code: 405, error_message: 'This address takes GET, HEAD, OPTIONS.' } })
      expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    }
    expect((await get(server, '/api/things/1')).status).toBe(404)
  })

  it('needs no credentials for anybody, and looks at none', async () => {
    const server = await startApi(auphonic)

    expect((await get(server, '/api/info.json')).status).toBe(200)
    expect((await get(server, '/api/info.json', 'Bearer dead')).status).toBe(200)
    expect(server.calls.map(({ caller }) => caller)).toEqual([null, null])
  })

  it.each([
    [standard, '', undefined],
    [audius, undefined, { error: 'invalid_token', error_description: expect.any(String) }],
    [audiotool, undefined, { code: 'unauthenticated', message: 'The access token is missing.' }],
    [soundcloud, undefined, { code: 401, status: '401 - Unauthorized' }],
    [auphonic, undefined, { status_code: 401, error_message: 'The access token is missing.' }],
  ] as const)('[RFC 6750 §3.1] asks for credentials without an error code in the challenge: $0.id', async (platform, text, body) => {
    const server = await startApi(platform)

    const answer = await get(server, '/api/things/1.json')

    expect(answer.status).toBe(401)
    if (text !== undefined) expect(answer.text).toBe(text)
    if (body !== undefined) expect(answer.body).toMatchObject(body)
    const { authorizationSchemes } = platform.resources
    const bound = platform.tokens.dpop === undefined ? '' : ', DPoP algs="ES256"'
    expect(answer.headers.get('www-authenticate')).toBe(`${authorizationSchemes[0]} realm="${platform.profile.realm}"${bound}`)
    expect(answer.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate')
    expect(server.calls).toEqual([])
    expect(server.events).toEqual([])
  })

  it('[RFC 6750 §3.1] refuses a token that is dead, of another format, or revoked, in one sentence', async () => {
    const server = await startApi(soundcloud)
    const { body } = await server.signIn({ scope: [] })
    const token = `OAuth ${body.access_token}`
    const before = await get(server, '/api/things/1.json', token)
    await server.send('/sign-out', { method: 'POST', headers: { authorization: token } })

    const refusals = [token, 'OAuth x', `OAuth ${'A'.repeat(43)}`, `OAuth ${body.refresh_token}`, 'Basic YTpi']
    const answers = await Promise.all(refusals.map((header) => get(server, '/api/things/1.json', header)))

    expect(before.status).toBe(200)
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    for (const { status, headers } of answers) {
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toBe(
        'OAuth realm="SoundCloud", error="invalid_token", error_description="The access token is not valid."',
      )
    }
  })

  it('[RFC 6750 §3.1] refuses with the scope that would have been enough', async () => {
    const server = await startApi(audiotool, { scope: ['project:read'] })
    const [reader, writer, stranger] = await Promise.all(
      [['project:read'], ['project:write'], ['sample:write']].map(async (scope) => (await server.signIn({ scope })).body.access_token),
    )

    expect((await get(server, '/api/things/1.json', `Bearer ${reader}`)).status).toBe(200)
    expect((await get(server, '/api/things/1.json', `Bearer ${writer}`)).status).toBe(200)
    const refused = await get(server, '/api/things/1.json', `Bearer ${stranger}`)
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission_denied', message: /^insufficient_permissions: / } })
    expect(refused.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="project:read"$/)
  })

  it('[RFC 6749 §4.4] lets an app’s own token in where apps may come, and nowhere else', async () => {
    const server = await startApi(soundcloud)
    const { body } = await server.postToken('grant_type=client_credentials', {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: formatBasicCredentials(server.client.id, clientSecret),
    })

    expect((await get(server, '/api/tracks', `OAuth ${body.access_token}`)).status).toBe(200)
    expect((await get(server, '/api/things/1.json', `OAuth ${body.access_token}`)).status).toBe(401)
    expect(server.calls.map(({ caller }) => caller)).toEqual([{ user: null, clientId: server.client.id, scope: [], by: 'access_token' }])
  })

  it('writes what a route throws in the platform’s shape: its refusal, and a bug as an id', async () => {
    const server = await startApi(auphonic)
    const { body } = await server.signIn({ scope: [] })

    const missing = await get(server, '/api/missing', `Bearer ${body.access_token}`)
    expect(missing).toMatchObject({ status: 400, body: { status_code: 400, error_message: 'There is no such thing.' } })
    const broken = await get(server, '/api/broken')
    expect(broken).toMatchObject({ status: 500, body: { status_code: 500, error_code: 'server_error', data: {} } })
    expect(broken.text).not.toContain('SELECT')
    expect(server.reasons()).toEqual(['invalid_request', 'bug'])
  })

  it('never starts with two routes at one address, nor with one where an endpoint is', async () => {
    const answer: ResourceRoute['answer'] = () => ({ status: 200, headers: {}, body: '' })
    const route: ResourceRoute = { method: 'POST', path: '/oauth/token', access: 'anybody', scope: [], answer }

    await expect(startHttpServer({ resources: [route] })).rejects.toThrow(TypeError)
    const twice = { ...route, path: '/a/:b' }
    await expect(startHttpServer({ resources: [twice, twice] })).rejects.toThrow(TypeError)
  })
})

describe('credentials other than OAuth', () => {
  it('[RFC 6750 §2.3] takes a token in the query, keeps it from the route, and writes it into no log', async () => {
    const server = await startApi(auphonic)
    const { body } = await server.signIn({ scope: [] })

    const good = await get(server, `/api/things/1.json?page=2&bearer_token=${body.access_token}`)
    const twice = await get(server, `/api/things/1.json?bearer_token=${body.access_token}`, `Bearer ${body.access_token}`)
    const bad = await get(server, `/api/things/1.json?bearer_token=x${body.access_token}`)

    expect(good.status).toBe(200)
    expect(server.calls).toMatchObject([{ request: { query: 'page=2' } }])
    expect(twice).toMatchObject({ status: 400, body: { status_code: 400, error_code: 'invalid_request' } })
    expect(bad).toMatchObject({ status: 401, body: { error_message: 'The access token is not valid.' } })
    for (const text of [JSON.stringify(server.events), twice.text, bad.text]) expect(text).not.toContain(body.access_token)
  })

  it('[RFC 7617] takes a person’s own name and password for everything', async () => {
    const server = await startApi(auphonic)

    expect((await get(server, '/api/things/1.json', formatUserPassword({ username: 'ada', password }))).status).toBe(200)
    expect(server.calls).toMatchObject([{ caller: { user: { id: 'user-ada' }, clientId: null, scope: [], by: 'password' } }])
    expect(
      (await server.send('/api/user.json', { headers: { authorization: formatUserPassword({ username: 'ada', password }) } })).body,
    ).toMatchObject({ data: { username: 'ada' } })
    for (const wrong of [
      { username: 'ada', password: 'wrong' },
      { username: 'nobody', password },
      { username: 'disabled', password },
    ]) {
      const answer = await get(server, '/api/things/1.json', formatUserPassword(wrong))
      expect(answer).toMatchObject({ status: 401, body: { error_message: 'The user name or password is not right.' } })
    }
    expect(JSON.stringify(server.events)).not.toContain(password)
  })

  it('[RFC 9110 §10.2.3] says to try again when too many passwords wait', async () => {
    const passwordHasher = { hash: async (text: string) => text, verify: () => Promise.reject(new PasswordHasherBusyError('busy')) }
    const server = await startHttpServer({ platform: auphonic, passwordHasher })

    const answer = await get(server, '/api/user.json', formatUserPassword({ username: 'ada', password }))

    expect(answer).toMatchObject({ status: 503, body: { status_code: 503, error_code: 'temporarily_unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('1')
  })

  it('takes a personal token like any other, and says that it is one', async () => {
    const server = await startApi(audiotool, { scope: ['project:read'] })
    const { token } = await createPersonalToken(server.context, { userId: 'user-ada', scope: ['project:write'], name: 'my script' })

    expect(token).toMatch(/^at_pat_[\w-]{43}$/)
    expect((await get(server, '/api/things/1.json', `Bearer ${token}`)).status).toBe(200)
    expect(server.calls).toMatchObject([
      { caller: { user: { id: 'user-ada' }, clientId: null, scope: ['project:write'], by: 'personal_token' } },
    ])
  })
})
