import { audiotool, audius, audiusLegacy, auphonic, type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type PlatformOptions, startPlatform } from './start-platform.ts'
import { startPlatforms } from './start-platforms.ts'
import type { TestPlatform } from './test-platform.ts'

async function start(description: PlatformDescription, options?: PlatformOptions): Promise<TestPlatform> {
  const platform = await startPlatform(description, options)
  onTestFinished(() => platform.stop())
  return platform
}

function readProfile({ description, endpoints }: TestPlatform, accessToken: string): Promise<Response> {
  const [scheme] = description.resources.authorizationSchemes
  return fetch(endpoints.userinfo, { method: description.profile.method, headers: { authorization: `${scheme} ${accessToken}` } })
}

/** A part of a JWT that nobody verifies: 0 is its header, 1 its claims. */
function readPart(jwt: string, index: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString())
}

describe('startPlatform', () => {
  it.each([standard, audius, audiotool, soundcloud, auphonic])(
    'starts $name, where a sign-in is one line and its token opens the API',
    async (description) => {
      const platform = await start(description)

      const tokens = await platform.control.signIn()
      const profile = await readProfile(platform, tokens.accessToken)

      expect(profile.status).toBe(200)
      expect(await profile.text()).toContain('mira')
      expect(new URL(platform.url)).toMatchObject({ hostname: '127.0.0.1', pathname: `/${description.id}` })
      expect(platform.description.endpoints.userinfo.startsWith(`${platform.url}/`)).toBe(true)
    },
  )

  it('starts a platform that nobody has heard of', async () => {
    const description = { ...standard, id: 'made-up', name: 'Made up', tokens: { ...standard.tokens, accessTokenLifetimeSeconds: 5 } }
    const platform = await start(description)
    const { accessToken, expiresInSeconds } = await platform.control.signIn()
    const before = await readProfile(platform, accessToken)
    platform.control.moveClock(5)

    expect([expiresInSeconds, before.status, (await readProfile(platform, accessToken)).status]).toEqual([5, 200, 401])
  })

  it('has the clients, users and faults that were asked for, first', async () => {
    const platform = await start(standard, {
      clients: [{ client_name: 'Mixdown', redirect_uris: ['https://mixdown.example/callback'], scope: 'openid profile' }],
      users: [{ username: 'zoe', password: 'a password', name: 'Zoë' }],
      faults: [{ kind: 'server_error', endpoint: 'jwks', times: 1 }],
    })
    const { accessToken } = await platform.control.signIn()

    expect(platform.client).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      secret: expect.stringMatching(/^[\w-]{43}$/),
      authenticationMethod: 'client_secret_basic',
      redirectUris: ['https://mixdown.example/callback'],
      scope: ['openid', 'profile'],
    })
    expect(platform.users.map(({ username }) => username)).toEqual(['zoe', 'mira', 'jonas'])
    expect(await (await readProfile(platform, accessToken)).json()).toMatchObject({ preferred_username: 'zoe', name: 'Zoë' })
    expect((await fetch(platform.endpoints.jwks ?? '')).status).toBe(503)
  })

  it('runs as many at once as a test wants, each with data of its own, and leaves nothing behind', async () => {
    const warnings: string[] = []
    const note = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', note)
    const platforms = await Promise.all(Array.from({ length: 12 }, () => startPlatform(audius)))
    await platforms[0]?.control.addUser({ username: 'zoe', password: 'p' })
    const [first, second] = await Promise.allSettled(platforms.slice(0, 2).map(({ control }) => control.signIn({ username: 'zoe' })))
    await Promise.all(platforms.map((platform) => platform.stop()))
    await Promise.all(platforms.map((platform) => platform.stop()))
    process.off('warning', note)

    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected'])
    expect(new Set(platforms.map(({ url }) => url)).size).toBe(12)
    expect(warnings).toEqual([])
    await expect(fetch(platforms[0]?.url ?? '')).rejects.toThrow('fetch failed')
  })

  it('ends with its block', async () => {
    let url: string
    {
      await using platform = await startPlatform(standard)
      url = platform.endpoints.jwks ?? ''
      expect((await fetch(url)).status).toBe(200)
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('answers who waits before it ends', async () => {
    const platform = await start(standard)
    await platform.control.addFault({ kind: 'delay', milliseconds: 3_600_000 })
    const waiting = fetch(platform.endpoints.jwks ?? '')
    await expect.poll(() => platform.control.faults()).toMatchObject([{ hits: 1 }])
    await platform.stop()

    expect((await waiting).status).toBe(200)
  })

  it('says which platform signs nobody in for tokens', async () => {
    const { control } = await start(audiusLegacy)

    await expect(control.signIn()).rejects.toThrow('gives no tokens: its sign-in ends with a signed profile.')
  })

  it('keeps its own time, whatever the test does to that of the app', async () => {
    const platform = await start(standard)
    vi.useFakeTimers({ now: 0 })
    onTestFinished(() => void vi.useRealTimers())

    const { accessToken } = await platform.control.signIn()

    expect((await readProfile(platform, accessToken)).status).toBe(200)
    expect(platform.control.now()).toBeGreaterThan(1_700_000_000)
    await platform.stop()
  })

  it.each([
    ['a client that the platform would refuse', standard, { clients: [{ redirect_uris: ['http://app.example/'] }] }, 'redirect_uris[0]: '],
    ['two users of one name', standard, { users: [{ username: 'MIRA', password: 'p' }] }, 'username is in use'],
    ['a fault at no endpoint', audius, { faults: [{ kind: 'delay', milliseconds: 1, endpoint: 'jwks' }] }, 'endpoint is one of '],
    ['an id that is no name', { ...standard, id: 'Made up' }, {}, 'The id of a platform is kebab-case, as "my-platform", not "Made up".'],
  ] satisfies [string, PlatformDescription, PlatformOptions, string][])(
    'refuses %s in a sentence',
    async (_, description, options, sentence) => {
      await expect(startPlatform(description, options)).rejects.toThrow(sentence)
    },
  )
})

describe('the clock', () => {
  it('begins where it is told, stands still if it is told, and goes forward only', async () => {
    const { control } = await start(standard, { clock: { startAt: 1_700_000_000, isFrozen: true } })
    const { idToken = '' } = await control.signIn()
    const readings = [control.now()]
    control.moveClock(60)
    readings.push(control.now())
    control.setClock(new Date((1_700_000_000 + 90) * 1000))
    readings.push(control.now())

    expect(readings).toEqual([1_700_000_000, 1_700_000_060, 1_700_000_090])
    expect(readPart(idToken, 1)).toMatchObject({ iat: 1_700_000_000 })
    expect(() => control.moveClock(-1)).toThrow('time goes forward only')
    expect(() => control.setClock(1_600_000_000)).toThrow('now must not be in the past')
  })
})

describe('the controls', () => {
  it('end the grants of a person, of an app, and of a token', async () => {
    const platform = await start(standard)
    const { control, client } = platform
    const [mira, jonas] = [await control.signIn(), await control.signIn({ username: 'jonas' })]
    const isActive = async (accessToken: string): Promise<boolean> => (await readProfile(platform, accessToken)).status === 200
    const revoked = [await control.revoke({ username: 'MIRA' }), await control.revoke({ username: 'mira', clientId: client.id })]
    const after = [await isActive(mira.accessToken), await isActive(jonas.accessToken)]
    const byToken = await control.revoke({ token: jonas.refreshToken ?? '' })
    const third = await control.signIn()

    // Mira's sign-in, and the personal token that every demo account has.
    expect([revoked, after, byToken]).toEqual([[2, 0], [false, true], 1])
    expect(await control.revoke({ clientId: client.id })).toBe(1)
    expect(await isActive(third.accessToken)).toBe(false)
    await expect(control.revoke({})).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(control.revoke({ username: 'nobody' })).rejects.toMatchObject({ code: 'user_unknown' })
    await expect(control.revoke({ clientId: 'nothing' })).rejects.toMatchObject({ code: 'client_unknown' })
    await expect(control.revoke({ clientId: client.id, token: 'x' })).rejects.toThrow('A token names its grant by itself')
  })

  it('rotate the key of ID tokens', async () => {
    const { control, endpoints } = await start(standard)
    const { idToken: before = '' } = await control.signIn()
    const keyId = await control.rotateKeys()
    const { idToken: after = '' } = await control.signIn()
    const { keys } = await (await fetch(endpoints.jwks ?? '')).json()

    expect(readPart(after, 0).kid).toBe(keyId)
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([keyId, readPart(before, 0).kid])
  })

  it('say so where a platform has no such thing', async () => {
    const { control } = await start(audius)

    await expect(control.rotateKeys()).rejects.toThrow('Audius does not speak OpenID Connect: it signs no ID tokens.')
  })

  it('make a personal token', async () => {
    const platform = await start(audiotool)

    const { token } = await platform.control.issuePersonalToken({ username: 'jonas' })
    const profile = await readProfile(platform, token)

    expect(token).toMatch(/^at_pat_/)
    expect([profile.status, await profile.text()]).toEqual([200, expect.stringContaining('jonas')])
  })

  it('add and clear faults, and tell what met them', async () => {
    const { control, endpoints } = await start(standard)
    await control.addFault({ kind: 'rate_limit', endpoint: 'jwks' })
    const statuses = [(await fetch(endpoints.jwks ?? '')).status]
    const faults = control.faults()
    control.clearFaults()
    statuses.push((await fetch(endpoints.jwks ?? '')).status)

    expect(statuses).toEqual([429, 200])
    expect(faults).toMatchObject([{ kind: 'rate_limit', hits: 1, remaining: null }])
    expect(control.faults()).toEqual([])
    await expect(control.addFault({ kind: 'delay', milliseconds: -1 })).rejects.toThrow('milliseconds must not be negative.')
  })

  it('tell what happened, without the secrets', async () => {
    const { control } = await start(standard)
    const { accessToken } = await control.signIn()
    const requests = control.requests()
    control.clearRequests()

    expect(requests.map(({ endpoint, status }) => [endpoint, status])).toEqual([
      ['authorization', 303],
      ['token', 200],
    ])
    expect(JSON.stringify(requests)).not.toContain(accessToken)
    expect(control.requests()).toEqual([])
  })
})

describe('startPlatforms', () => {
  it('runs several on one port and one clock', async () => {
    await using started = await startPlatforms([audius, standard], {
      clock: { startAt: 1_700_000_000, isFrozen: true },
      contents: { audius: { users: [{ username: 'zoe', password: 'p' }] } },
    })
    const [one, two] = [started.get(audius), started.get(standard)]
    one.control.moveClock(10)

    expect(new URL(one.url).port).toBe(new URL(two.url).port)
    expect(two.control.now()).toBe(1_700_000_010)
    expect([one.users[0]?.username, two.users[0]?.username]).toEqual(['zoe', 'mira'])
    expect(started.platforms.map(({ description }) => description.id)).toEqual(['audius', 'standard'])
    expect(() => started.get(soundcloud)).toThrow('soundcloud was not started; there are audius, standard.')
  })

  it('takes each platform once', async () => {
    await expect(startPlatforms([audius, audius])).rejects.toThrow('Two platforms have the id "audius"; each needs one of its own.')
  })
})
