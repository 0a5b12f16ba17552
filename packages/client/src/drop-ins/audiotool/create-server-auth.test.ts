import { audiotool as platform } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../../../test/fake-clock.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import type { TokenData } from './auth-provider.ts'
import { createServerAuth, type ServerAuthOptions } from './create-server-auth.ts'

/** A server app, and a token endpoint that takes each refresh token once. */
class ServerWorld {
  static #sessions = 0
  readonly clock = new FakeClock()
  readonly requests: { readonly url: string; readonly parameters: Readonly<Record<string, string>> }[] = []
  readonly saved: TokenData[] = []
  /** What the next requests meet in place of an answer. */
  readonly faults: (() => Response | Promise<Response>)[] = []
  /** Members of the answer. */
  answer: (accessToken: string, refreshToken: string) => object = (access_token, refresh_token) => ({
    access_token,
    refresh_token,
    token_type: 'bearer',
    expires_in: 3600,
  })
  readonly #session = `session-${++ServerWorld.#sessions}`
  #rotation = 0

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const parameters = Object.fromEntries(new URLSearchParams(String(init?.body)))
    this.requests.push({ url: String(input), parameters })
    const fault = this.faults.shift()
    if (fault !== undefined) return fault()
    if (parameters['refresh_token'] !== this.refreshToken()) return invalidGrant()
    this.#rotation++
    return Response.json(this.answer(`access-${this.#rotation}`, this.refreshToken()))
  }

  /** The one that works now. */
  refreshToken(): string {
    return `${this.#session}-refresh-${this.#rotation}`
  }

  /** A handler's auth, from the tokens in its session. */
  auth(more: Partial<ServerAuthOptions> = {}): ReturnType<typeof createServerAuth> {
    return createServerAuth({
      clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
      accessToken: 'access-0',
      refreshToken: this.refreshToken(),
      expiresAt: (this.clock.now() + 3600) * 1000,
      onTokenRefresh: (tokens) => {
        this.saved.push(tokens)
      },
      fetch: this.fetch,
      clock: this.clock,
      ...more,
    })
  }
}

const invalidGrant = (): Response => Response.json({ error: 'invalid_grant' }, { status: 400 })

describe('createServerAuth', () => {
  it('gives the token it was given, as a whole header, while it lasts', async () => {
    const world = new ServerWorld()

    expect(await world.auth().getToken()).toBe('Bearer access-0')
    expect(world.requests).toEqual([])
  })

  it('[RFC 6749 §6] refreshes a minute before the end, and hands the new tokens over before it uses them', async () => {
    const world = new ServerWorld()
    const auth = world.auth()
    const spent = world.refreshToken()
    await world.clock.advance(3541)

    expect(await auth.getToken()).toBe('Bearer access-1')
    expect(world.requests).toEqual([
      {
        url: platform.endpoints.token,
        parameters: { grant_type: 'refresh_token', refresh_token: spent, client_id: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5' },
      },
    ])
    expect(world.saved).toEqual([
      { accessToken: 'access-1', refreshToken: world.refreshToken(), expiresAt: Math.round((world.clock.now() + 3600) * 1000) },
    ])
  })

  it('waits until the new tokens are kept, and hands them over again when that failed', async () => {
    const world = new ServerWorld()
    let tries = 0
    const auth = world.auth({
      expiresAt: 0,
      onTokenRefresh: async (tokens) => {
        if (++tries === 1) throw new Error('The database is away.')
        world.saved.push(tokens)
      },
    })

    await expect(auth.getToken()).rejects.toThrow('The database is away.')
    expect(await auth.getToken()).toBe('Bearer access-1')
    expect(world.saved).toHaveLength(1)
    expect(world.requests).toHaveLength(1)
  })

  it('[trap 2] spends a refresh token once for fifty calls of one auth', async () => {
    const world = new ServerWorld()
    const auth = world.auth({ expiresAt: 0 })

    const headers = await Promise.all(Array.from({ length: 50 }, () => auth.getToken()))

    expect(new Set(headers)).toEqual(new Set(['Bearer access-1']))
    expect(world.requests).toHaveLength(1)
    expect(world.saved).toHaveLength(1)
  })

  it('[trap 2] spends it once for handlers that each read the same session, also for one that comes a little later', async () => {
    const world = new ServerWorld()
    const refreshToken = world.refreshToken()
    const handle = (): Promise<string> => world.auth({ expiresAt: 0, refreshToken }).getToken()

    const headers = await Promise.all([handle(), handle(), handle()])
    await world.clock.advance(10)

    expect([...headers, await handle()]).toEqual(Array(4).fill('Bearer access-1'))
    expect(world.requests).toHaveLength(1)
    expect(new Set(world.saved.map((tokens) => tokens.refreshToken))).toEqual(new Set([world.refreshToken()]))
  })

  it('keeps nobody waiting for somebody else', async () => {
    const world = new ServerWorld()
    let release = (): void => undefined
    world.faults.push(() => new Promise((resolve) => (release = () => resolve(invalidGrant()))))
    const slow = codeOf(world.auth({ expiresAt: 0, refreshToken: 'of-somebody-else' }).getToken())
    await settle()

    expect(await world.auth({ expiresAt: 0 }).getToken()).toBe('Bearer access-1')
    release()
    expect(await slow).toBe('session_ended')
  })

  it('[trap 6] rejects when the platform ends the session, and sends nothing after that', async () => {
    const world = new ServerWorld()
    const auth = world.auth({ expiresAt: 0 })
    world.faults.push(invalidGrant, invalidGrant)

    expect([await codeOf(auth.getToken()), await codeOf(auth.getToken())]).toEqual(['session_ended', 'session_ended'])
    expect(world.requests).toHaveLength(1)
  })

  it('[trap 6] is called off by a name that @audiotool/nexus stops at, only when trying again is no use', async () => {
    const world = new ServerWorld()
    const nameOf = (fault: () => Response): Promise<unknown> => {
      world.faults.push(fault)
      return world
        .auth({ expiresAt: 0 })
        .getToken()
        .then(undefined, (error: Error) => error.name)
    }

    expect(await nameOf(() => new Response('', { status: 503 }))).toBe('StagedoorError')
    expect(await nameOf(invalidGrant)).toBe('AbortError')
  })

  it('[trap 7] rejects with something to try again when a page of HTML answers, and the next call succeeds', async () => {
    const world = new ServerWorld()
    const auth = world.auth({ expiresAt: 0 })
    world.faults.push(() => new Response('<h1>502</h1>', { headers: { 'content-type': 'text/html' } }))

    expect(await codeOf(auth.getToken())).toBe('provider_unavailable')
    expect(await auth.getToken()).toBe('Bearer access-1')
  })

  it('goes on with a token that still works while the platform cannot refresh it', async () => {
    const world = new ServerWorld()
    const auth = world.auth()
    await world.clock.advance(3560)
    world.faults.push(() => new Response('', { status: 503 }))

    expect(await auth.getToken()).toBe('Bearer access-0')
    expect(await auth.getToken()).toBe('Bearer access-1')
  })

  it('[trap 8] keeps the refresh token and assumes an hour when a refresh answers with an access token only', async () => {
    const world = new ServerWorld()
    world.answer = (access_token) => ({ access_token })
    const refreshToken = world.refreshToken()
    const auth = world.auth({ expiresAt: 0 })
    await auth.getToken()
    await auth.getToken()

    expect(world.saved).toEqual([{ accessToken: 'access-1', refreshToken, expiresAt: Math.round((world.clock.now() + 3600) * 1000) }])
    expect(world.requests).toHaveLength(1)
  })

  it('uses the access token as it is where there is no refresh token', async () => {
    const world = new ServerWorld()

    expect(await world.auth({ refreshToken: '', expiresAt: 0 }).getToken()).toBe('Bearer access-0')
    expect(world.requests).toEqual([])
  })

  it('tells no token in an error', async () => {
    const world = new ServerWorld()
    const failures = [
      invalidGrant,
      () => Response.json({ error: 'invalid_request', error_description: world.refreshToken() }, { status: 400 }),
      () => new Response('{"access_token":'),
    ]
    const texts: string[] = []
    for (const fault of failures) {
      world.faults.push(fault)
      const failed = world.auth({ expiresAt: 0 }).getToken()
      await failed.catch((error: Error) => texts.push(`${error.stack} ${JSON.stringify(error)}`))
    }

    expect(texts.join()).toContain('StagedoorError')
    expect(texts.join()).not.toMatch(/access-|refresh-/)
  })

  it('moves with the platform', async () => {
    const world = new ServerWorld()
    await world.auth({ expiresAt: 0, baseUrl: 'http://127.0.0.1:4700/audiotool' }).getToken()

    expect(world.requests[0]?.url).toBe('http://127.0.0.1:4700/audiotool/oauth2/token')
  })
})
