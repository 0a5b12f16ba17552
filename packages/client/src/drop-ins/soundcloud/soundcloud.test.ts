import { randomBytes } from 'node:crypto'
import { soundcloud as platform } from '@stagedoor/platforms'
import { deriveCodeChallenge } from '@stagedoor/protocol'
import { describe, expect, it, vi } from 'vitest'
import { AuthorizationServerDouble } from '../../../test/authorization-server-double.ts'
import { FakeClock } from '../../../test/fake-clock.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import { Soundcloud } from './soundcloud.ts'
import type { SoundcloudToken } from './soundcloud-token.ts'

const REDIRECT_URI = 'https://app.example/soundcloud/callback'
const SECRET = 'client-secret-1'
const VERIFIER = 'static-verifier-that-everybody-shares-0123456789'
const ME = { kind: 'user', urn: 'soundcloud:users:14', username: 'Mira Okafor', permalink: 'mira' }

/** The backend of an app, and SoundCloud. */
class World {
  static #apps = 0
  readonly clientId = `client-${++World.#apps}`
  readonly clock = new FakeClock()
  readonly server = new AuthorizationServerDouble(platform)
  readonly sc = this.open()

  open(codeVerifier?: string): Soundcloud {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await this.server.fetch(input, init)
      const isJson = answer.headers.get('content-type')?.includes('json')
      return answer.ok && isJson && String(input) === platform.endpoints.userinfo ? Response.json(ME) : answer
    }
    const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
    return new Soundcloud(this.clientId, SECRET, REDIRECT_URI, codeVerifier, { fetch, clock: this.clock, random })
  }

  /** The person allows it: `req.query` of the callback. */
  reply(url: string): Record<string, string> {
    return Object.fromEntries(new URL(this.server.approve(url)).searchParams)
  }

  async signIn(): Promise<SoundcloudToken & { refresh_token: string }> {
    const { url, ...signIn } = this.sc.authorize.url()
    const token = await this.sc.token.getToken(this.reply(url), signIn)
    return { refresh_token: '', ...token }
  }

  parametersOf(grantType: string): readonly Readonly<Record<string, string>>[] {
    return this.server.received.map(({ parameters }) => parameters).filter((parameters) => parameters['grant_type'] === grantType)
  }
}

describe('Soundcloud, as documented', () => {
  it('exchanges a code with secret and verifier in the body, and returns what is to be stored', async () => {
    const world = new World()
    const sc = world.open(VERIFIER)
    const { code } = world.reply(
      `${platform.endpoints.authorization}?client_id=${world.clientId}&redirect_uri=${REDIRECT_URI}&response_type=code&code_challenge=${deriveCodeChallenge(VERIFIER)}&code_challenge_method=S256&state=1`,
    )

    const token = await sc.token.getToken(code ?? '')

    expect(token).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.any(String),
      scope: '',
    })
    expect(world.parametersOf('authorization_code')).toEqual([
      {
        grant_type: 'authorization_code',
        client_id: world.clientId,
        client_secret: SECRET,
        redirect_uri: REDIRECT_URI,
        code_verifier: VERIFIER,
        code,
      },
    ])
  })

  it('asks who it is with the scheme OAuth, and returns the members as they came', async () => {
    const world = new World()
    const token = await world.signIn()

    expect(await world.sc.me.me(token.access_token)).toEqual(ME)
    expect(world.server.received.at(-1)).toMatchObject({
      url: 'https://api.soundcloud.com/me',
      authorization: `OAuth ${token.access_token}`,
    })
  })

  it('moves with the platform', () => {
    const options = { baseUrl: 'http://127.0.0.1:4700/soundcloud' }

    expect(new Soundcloud('client-1', SECRET, REDIRECT_URI, undefined, options).authorize.url().url).toMatch(
      /^http:\/\/127\.0\.0\.1:4700\/soundcloud\/authorize\?/,
    )
  })

  it('refuses to be made without a client id, or with half a redirect URI', () => {
    expect(() => new Soundcloud('', SECRET, REDIRECT_URI)).toThrow('clientId')
    expect(() => new Soundcloud('client-1', SECRET, '/callback')).toThrow('redirectUri')
  })

  it('refuses to be made in a browser, where a secret is none', () => {
    vi.stubGlobal('document', {})

    expect(() => new Soundcloud('client-1', SECRET, REDIRECT_URI)).toThrow('clientSecret')
  })
})

describe('a sign-in of its own for each person', () => {
  it('[trap 16] draws another verifier and another state each time, and sends only the challenge', () => {
    const { sc, clientId } = new World()
    const signIns = Array.from({ length: 20 }, () => sc.authorize.url())

    expect(new Set(signIns.map(({ codeVerifier }) => codeVerifier)).size).toBe(20)
    expect(new Set(signIns.map(({ state }) => state)).size).toBe(20)
    for (const { url, codeVerifier, state } of signIns) {
      expect(url).not.toContain(codeVerifier)
      expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
        client_id: clientId,
        redirect_uri: REDIRECT_URI,
        response_type: 'code',
        code_challenge: deriveCodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
      })
    }
  })

  it('[trap 16] takes a reply with the state of this sign-in', async () => {
    const { sc, server } = new World()
    const { url, ...signIn } = sc.authorize.url({ state: 'a-state-of-the-app' })
    const reply = Object.fromEntries(new URL(server.approve(url)).searchParams)

    expect(reply['state']).toBe('a-state-of-the-app')
    expect(await sc.token.getToken(reply, signIn)).toMatchObject({ access_token: expect.any(String) })
  })

  it.each([
    ['of another sign-in', { state: 'other' }],
    ['that is missing', { state: undefined }],
    ['that is there two times', { state: ['other', 'other'] }],
    ['of another sign-in, and an error', { state: 'other', error: 'access_denied' }],
  ])('[trap 16] refuses a reply with a state %s before any request', async (_, change) => {
    const world = new World()
    const { url, ...signIn } = world.sc.authorize.url()

    expect(await codeOf(world.sc.token.getToken({ ...world.reply(url), ...change }, signIn))).toBe('state_mismatch')
    expect(await codeOf(world.sc.token.getToken(world.reply(url)['code'] ?? '', signIn))).toBe('state_mismatch')
    expect(await codeOf(world.sc.token.getToken({ ...world.reply(url), state: '' }, { ...signIn, state: '' }))).toBe('state_mismatch')
    expect(world.server.received).toEqual([])
  })

  it('[trap 16] refuses a code alone where no verifier was configured', async () => {
    const world = new World()
    const { url } = world.sc.authorize.url()

    expect(await codeOf(world.sc.token.getToken(world.reply(url)['code'] ?? ''))).toBe('configuration')
    expect(await codeOf(world.sc.token.getToken(world.reply(url)))).toBe('state_mismatch')
    expect(world.server.received).toEqual([])
  })

  it('says that the person did not allow it', async () => {
    const world = new World()
    const { url, ...signIn } = world.sc.authorize.url()
    const reply = Object.fromEntries(new URL(world.server.refuse(url)).searchParams)

    expect(await codeOf(world.sc.token.getToken(reply, signIn))).toBe('consent_denied')
  })

  it('says what became of a code', async () => {
    const world = new World()
    const { url, ...signIn } = world.sc.authorize.url()
    const reply = world.reply(url)
    await world.sc.token.getToken(reply, signIn)
    const exchange = (): Promise<unknown> => codeOf(world.sc.token.getToken(reply, signIn))

    expect(await exchange()).toBe('code_rejected')
    world.server.faults.push(
      () => new Response('<h1>403</h1>', { status: 403 }),
      'break-after',
      () => new Response('', { status: 503 }),
    )
    expect([await exchange(), await exchange(), await exchange()]).toEqual([
      'provider_unavailable',
      'sign_in_interrupted',
      'provider_unavailable',
    ])
    expect(await codeOf(world.sc.token.getToken({ state: signIn.state }, signIn))).toBe('code_rejected')
  })
})

describe('tokens that live for an hour', () => {
  it('[trap 17] are exchanged for new ones, with the next refresh token', async () => {
    const world = new World()
    const token = await world.signIn()

    const next = await world.sc.token.refreshToken(token.refresh_token)

    expect(next).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: '' })
    expect(next.refresh_token).not.toBe(token.refresh_token)
    expect(world.parametersOf('refresh_token')).toEqual([
      { grant_type: 'refresh_token', client_id: world.clientId, client_secret: SECRET, refresh_token: token.refresh_token },
    ])
    expect(await world.sc.me.me(next.access_token)).toEqual(ME)
  })

  it('[trap 17] renew themselves behind a connection, which saves them before it uses them', async () => {
    const world = new World()
    const stored = await world.signIn()
    const saved: SoundcloudToken[] = []
    const connection = world.sc.connect(stored, (token) => void saved.push(token))
    world.server.expireAccessTokens()

    expect(await connection.me()).toEqual(ME)
    expect(await connection.me()).toEqual(ME)
    expect(saved).toHaveLength(1)
    expect(world.server.received.at(-1)?.authorization).toBe(`OAuth ${saved[0]?.access_token}`)
    expect(await world.sc.connect(saved[0] ?? stored).me()).toEqual(ME)
  })

  it('[trap 2] spend a refresh token once for fifty requests of five handlers', async () => {
    const world = new World()
    const stored = await world.signIn()
    const saved: SoundcloudToken[] = []
    world.server.expireAccessTokens()
    const handlers = Array.from({ length: 5 }, () => world.sc.connect(stored, (token) => void saved.push(token)))

    const answers = await Promise.all(handlers.flatMap((connection) => Array.from({ length: 10 }, () => connection.me())))

    expect(answers).toEqual(Array(50).fill(ME))
    expect(world.parametersOf('refresh_token')).toHaveLength(1)
    expect(new Set(saved.map((token) => token.refresh_token)).size).toBe(1)
  })

  it('are saved again when saving failed', async () => {
    const world = new World()
    const stored = await world.signIn()
    world.server.expireAccessTokens()
    let tries = 0
    const connection = world.sc.connect(stored, () => {
      if (++tries === 1) throw new Error('The database is away.')
    })

    await expect(connection.me()).rejects.toThrow('The database is away.')
    expect(await connection.me()).toEqual(ME)
    expect([tries, world.parametersOf('refresh_token').length]).toEqual([2, 1])
  })

  it('[trap 8] keep the refresh token when a refresh brings none', async () => {
    const world = new World()
    const { refresh_token } = await world.signIn()
    world.server.rotates = false
    world.server.expiresIn = undefined

    const next = await world.sc.token.refreshToken(refresh_token)

    expect(next).toEqual({ access_token: expect.any(String), token_type: 'Bearer', refresh_token, scope: '' })
  })

  it('[trap 7] are not lost to a page of HTML: the same refresh token goes again', async () => {
    const world = new World()
    const { refresh_token } = await world.signIn()
    world.server.faults.push(() => new Response('<h1>CloudFront</h1>', { headers: { 'content-type': 'text/html' } }))

    expect(await codeOf(world.sc.token.refreshToken(refresh_token))).toBe('provider_unavailable')
    expect(await world.sc.token.refreshToken(refresh_token)).toMatchObject({ access_token: expect.any(String) })
  })

  it('end by name when the platform refuses to go on', async () => {
    const world = new World()
    const stored = await world.signIn()
    world.server.revokeAll()

    expect(await codeOf(world.sc.token.refreshToken(stored.refresh_token))).toBe('session_ended')
    expect(await codeOf(world.sc.connect(stored).me())).toBe('session_ended')
    expect(await codeOf(world.sc.me.me(stored.access_token))).toBe('session_ended')
    expect(await codeOf(world.sc.me.me(''))).toBe('not_signed_in')
  })

  it('go to the platform and to nobody else', async () => {
    const world = new World()
    const { fetch } = world.sc.connect(await world.signIn())
    await fetch('https://api.soundcloud.com/me/tracks')
    await fetch('https://api.soundcloud.com.evil.example/me')

    expect(world.server.received.slice(-2).map(({ authorization }) => authorization !== null)).toEqual([true, false])
  })

  it('[trap 19] are signed out at the platform', async () => {
    const world = new World()
    const { access_token, refresh_token } = await world.signIn()

    expect(await world.sc.token.signOut(access_token)).toEqual({ revoked: true })
    expect(world.server.received.at(-1)).toMatchObject({ url: 'https://secure.soundcloud.com/sign-out', parameters: { access_token } })
    expect(await codeOf(world.sc.token.refreshToken(refresh_token))).toBe('session_ended')
    world.server.faults.push(() => new Response('', { status: 500 }))
    expect(await world.sc.token.signOut(access_token)).toEqual({ revoked: false })
  })
})

describe('a token of the app', () => {
  const issue =
    (more: object = {}) =>
    (): Response =>
      Response.json({ access_token: 'app-1', token_type: 'Bearer', expires_in: 3599, scope: '', ...more })

  it('[RFC 6749 §4.4.2] is asked for by Basic, with the secret nowhere else', async () => {
    const world = new World()
    world.server.faults.push(issue())

    expect(await world.sc.token.clientCredentials()).toMatchObject({ access_token: 'app-1' })
    expect(world.server.received[0]).toMatchObject({
      parameters: { grant_type: 'client_credentials' },
      authorization: `Basic ${btoa(`${world.clientId}:${SECRET}`)}`,
    })
    expect(String(world.server.received[0]?.init.body)).not.toContain(SECRET)
  })

  it('is asked for once while it lasts, however many want it: the platform counts', async () => {
    const world = new World()
    world.server.faults.push(issue(), issue({ access_token: 'app-2' }))

    await Promise.all(Array.from({ length: 50 }, () => world.sc.token.clientCredentials()))
    await world.clock.advance(3500)
    await world.sc.token.clientCredentials()
    expect(world.server.received).toHaveLength(1)

    await world.clock.advance(60)
    expect(await world.sc.token.clientCredentials()).toMatchObject({ access_token: 'app-2' })
  })

  it('is refreshed when it brought a refresh token, and asked for anew when that is over', async () => {
    const world = new World()
    world.server.faults.push(
      issue({ refresh_token: 'app-refresh-1' }),
      issue({ access_token: 'app-2', refresh_token: 'app-refresh-2' }),
      () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
      issue({ access_token: 'app-3' }),
    )
    const tokens: string[] = []
    for (let turn = 0; turn < 3; turn++) {
      tokens.push((await world.sc.token.clientCredentials()).access_token)
      await world.clock.advance(3600)
    }

    expect(tokens).toEqual(['app-1', 'app-2', 'app-3'])
    expect(world.server.received.map(({ parameters }) => parameters['refresh_token'] ?? parameters['grant_type'])).toEqual([
      'client_credentials',
      'app-refresh-1',
      'app-refresh-2',
      'client_credentials',
    ])
  })

  it('says how long to wait when there were too many', async () => {
    const world = new World()
    const reset = new Date((world.clock.now() + 600) * 1000).toUTCString()
    world.server.faults.push(() => Response.json({ errors: [{ meta: { remaining_requests: 0, reset_time: reset } }] }, { status: 429 }))

    await expect(world.sc.token.clientCredentials()).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: 600,
      retryable: true,
    })
  })
})

describe('what is told to nobody', () => {
  it('[trap 15] prints nothing, and puts no token, code or secret into an error', async () => {
    const printed = (['log', 'error', 'warn', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name))
    const world = new World()
    const stored = await world.signIn()
    const { url, ...signIn } = world.sc.authorize.url()
    const reply = world.reply(url)
    const quote = (status: number) => (): Response =>
      Response.json({ error: `token=${stored.access_token}`, message: stored.refresh_token, code: SECRET }, { status })
    const attempts = [
      () => world.sc.me.me(stored.access_token),
      () => world.sc.connect({ access_token: stored.access_token }).me(),
      () => world.sc.token.refreshToken(stored.refresh_token),
      () => world.sc.token.getToken(reply, signIn),
    ]
    const texts: string[] = []
    for (const attempt of attempts) {
      for (const fault of ['break-before', quote(400), quote(401), quote(500), () => new Response(stored.access_token)] as const) {
        world.server.faults.push(fault)
        await attempt().catch((error: Error) => texts.push(describeWhole(error)))
      }
    }

    expect(texts).toHaveLength(20)
    for (const secret of [stored.access_token, stored.refresh_token, reply['code'] ?? '?', signIn.codeVerifier]) {
      expect(texts.join()).not.toContain(secret)
    }
    for (const spy of printed) expect(spy).not.toHaveBeenCalled()
  })
})

/** Everything of an error that a log could print. */
function describeWhole(error: Error): string {
  const cause = error.cause instanceof Error ? describeWhole(error.cause) : String(error.cause)
  return [error.stack, JSON.stringify(error), cause].join()
}
