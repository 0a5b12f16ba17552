import { beforeAll, describe, expect, it } from 'vitest'
import { post, readProfile, signIn } from '../../test/sign-in.ts'
import type { Announcement } from '../emulator/announcement.ts'
import { startEmulator } from '../emulator/start-emulator.ts'

let announcement: Announcement

beforeAll(async () => {
  const emulator = await startEmulator()
  announcement = emulator.announcement
  return () => emulator.close()
})

async function send(path: string, init: RequestInit = {}) {
  const headers = { 'content-type': 'application/json', ...init.headers }
  const response = await fetch(`${announcement.control}${path}`, { ...init, headers })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('the control API', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the demo on another port', { origin: 'http://127.0.0.1:5173' }],
    ['an opaque origin', { origin: 'null' }],
    ['a form or picture of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of this site on another port', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a page of %s, and does nothing', async (_, headers) => {
    const before = await send('/clock')
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const init = method === 'POST' ? { method, headers, body: '{"advanceSeconds":1000}' } : { method, headers }
      const answer = await send('/clock', init)

      expect(answer).toMatchObject({ status: 403, body: { error: 'cross_site_request' } })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect((await send('/clock')).body.now).toBeLessThan(before.body.now + 100)
  })

  it('answers a page of its own origin', async () => {
    expect((await send('/clock', { headers: { origin: announcement.url } })).status).toBe(200)
  })

  it.each([
    ['DELETE of the clock', '/clock', { method: 'DELETE' }, 405, 'method_not_allowed'],
    ['GET of the users', '/standard/users', {}, 405, 'method_not_allowed'],
    ['its own path', '', {}, 404, 'not_found'],
    ['an unknown path', '/nothing', {}, 404, 'not_found'],
    ['an unknown act', '/standard/nothing', { method: 'POST', body: '{}' }, 404, 'not_found'],
    ['a path that is too deep', '/standard/users/more', { method: 'POST', body: '{}' }, 404, 'not_found'],
    ['an unknown platform', '/spotify/users', { method: 'POST', body: '{}' }, 404, 'platform_unknown'],
    [
      'JSON that says it is text',
      '/clock',
      { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    [
      'a form',
      '/clock',
      { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    ['1 MiB', '/clock', { method: 'POST', body: `"${'x'.repeat(1024 * 1024)}"` }, 413, 'content_too_large'],
    ['half of JSON', '/clock', { method: 'POST', body: '{' }, 400, 'invalid_request'],
    ['no body', '/clock', { method: 'POST', body: '' }, 400, 'invalid_request'],
    ['bytes that are not UTF-8', '/clock', { method: 'POST', body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, 'invalid_request'],
    ['null', '/clock', { method: 'POST', body: 'null' }, 400, 'invalid_request'],
  ] satisfies [string, string, RequestInit, number, string][])(
    'answers %s with JSON that says what is wrong',
    async (_, path, init, status, error) => {
      const answer = await send(path, init)

      expect(answer).toMatchObject({ status, body: { error } })
      expect(answer.body.error_description).toMatch(/\.$/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    },
  )

  it('names the methods it takes', async () => {
    expect((await send('/clock', { method: 'PUT', body: '{}' })).headers.get('allow')).toBe('GET, POST')
    expect((await send('/audius/clients')).headers.get('allow')).toBe('POST')
  })
})

describe('the clock', () => {
  it('moves for every platform, and tokens expire by it', async () => {
    const accessToken = await signIn(announcement, 'mira')
    const { now } = (await send('/clock')).body
    const before = await readProfile(announcement, accessToken)
    const moved = await post(announcement, 'clock', { advanceSeconds: 3601 })
    const after = await readProfile(announcement, accessToken)

    expect([before.status, after.status]).toEqual([200, 401])
    expect(moved).toMatchObject({ status: 200 })
    expect((await send('/clock')).body.now).toBeGreaterThanOrEqual(Number(moved.body.now))
    expect(Number(moved.body.now)).toBeGreaterThanOrEqual(now + 3601)
  })

  it('moves to a time', async () => {
    const before = await send('/clock')

    const moved = await post(announcement, 'clock', { now: before.body.now + 86_400 })

    expect(moved.status).toBe(200)
    expect(Number(moved.body.now)).toBeGreaterThanOrEqual(before.body.now + 86_400)
    expect(Number(moved.body.now)).toBeLessThan(before.body.now + 86_410)
  })

  it.each([
    [{ advanceSeconds: -1 }, 'advanceSeconds must not be negative: time goes forward only, as expired tokens stay expired.'],
    [{ advanceSeconds: '60' }, 'advanceSeconds must be a number of seconds.'],
    ['{"advanceSeconds":1e400}', 'advanceSeconds must be a number of seconds.'],
    [{ advanceSeconds: 1e12 }, 'advanceSeconds must be at most 3155760000, a hundred years.'],
    [{}, 'The body must have one of advanceSeconds and now'],
    [{ advanceSeconds: 1, now: 4e9 }, 'The body must have one of advanceSeconds and now'],
    [{ now: 1 }, 'now must not be in the past: time goes forward only'],
    [{ now: 1e12 }, 'now must be at most 3155760000 seconds ahead, a hundred years.'],
    [{ advanceSeconds: 1, more: 1 }, 'more is unknown: the body must be an object'],
    ['7', 'The body must be an object'],
  ])('is not moved by %j', async (input, sentence) => {
    const { status, body } = await post(announcement, 'clock', input)

    expect([status, body.error]).toEqual([400, 'invalid_request'])
    expect(body.error_description).toContain(sentence)
  })
})

describe('users', () => {
  it('can sign in once added, with a picture of their own', async () => {
    const added = await post(announcement, 'standard/users', { username: 'Zoé', password: 'p', name: 'Zoé', email: 'zoe@artists.example' })
    const profile = await readProfile(announcement, await signIn(announcement, 'zoé'))

    expect(added).toEqual({
      status: 201,
      body: { id: expect.stringMatching(/^[\w-]{22}$/), username: 'Zoé', name: 'Zoé', email: 'zoe@artists.example' },
    })
    const { sub, picture } = await profile.json()
    expect(sub).toBe(added.body.id)
    expect((await fetch(picture)).headers.get('content-type')).toBe('image/svg+xml')
  })

  it('have a name nobody else has, in any letter case, and one of fifty at once gets it', async () => {
    const taken = await post(announcement, 'standard/users', { username: 'MIRA', password: 'p' })
    const race = await Promise.all(Array.from({ length: 50 }, () => post(announcement, 'audius/users', { username: 'zoe', password: 'p' })))

    expect(taken).toMatchObject({ status: 409, body: { error: 'username_taken' } })
    expect(race.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(race.filter(({ status }) => status === 409)).toHaveLength(49)
  })

  it('are not added with a password of a kibibyte and more', async () => {
    const input = { username: 'zoe', password: 'x'.repeat(1025) }

    expect((await post(announcement, 'standard/users', input)).body.error_description).toBe('password must have at most 1024 characters.')
  })

  it.each([
    [{ password: 'p' }, 'username'],
    [{ username: '', password: 'p' }, 'username'],
    [{ username: 'a\u0000b', password: 'p' }, 'username'],
    [{ username: 'a b', password: 'p' }, 'username'],
    [{ username: 'x'.repeat(65), password: 'p' }, 'username'],
    [{ username: 'zoe' }, 'password'],
    [{ username: 'zoe', password: '' }, 'password'],
    [{ username: 'zoe', password: 'p', name: '\u202eoez' }, 'name'],
    [{ username: 'zoe', password: 'p', name: '\ud800' }, 'name'],
    [{ username: 'zoe', password: 'p', email: 'zoe' }, 'email'],
    [{ username: 'zoe', password: 'p', admin: true }, 'admin'],
  ])('are not added from %j', async (input, member) => {
    const { status, body } = await post(announcement, 'standard/users', input)

    expect([status, body.error]).toEqual([400, 'invalid_request'])
    expect(body.error_description).toMatch(new RegExp(`^${member} (must|is) `))
  })
})

describe('sessions', () => {
  const clientId = 'stagedoor-demo-web-app'

  it('are those of a browser, without any consent when none is asked for', async () => {
    const { status, body } = await post(announcement, 'standard/sessions', { username: 'mira' })

    expect(status).toBe(201)
    expect(body).toEqual({ cookie: expect.stringMatching(/^stagedoor_session_standard_\d+=sd_bs_[\w-]+$/) })
  })

  it('take the id of a client as the platform does: audius in any letter case', async () => {
    const approve = [{ clientId: '57A6ED00'.repeat(5), scope: 'write' }]

    expect((await post(announcement, 'audius/sessions', { username: 'mira', approve })).status).toBe(201)
  })

  it.each([
    [{ username: 'nobody' }, 404, 'user_unknown', 'username'],
    [{}, 400, 'invalid_request', 'username is missing: the body must'],
    [{ username: 'mira', approve: {} }, 400, 'invalid_request', 'approve must'],
    [{ username: 'mira', approve: [{ clientId }] }, 400, 'invalid_request', 'approve[0].scope is missing: approve[0] must'],
    [{ username: 'mira', approve: [{ clientId, scope: ['openid'] }] }, 400, 'invalid_request', 'approve[0].scope must'],
    [{ username: 'mira', approve: [{ clientId: 'nobody', scope: 'openid' }] }, 404, 'client_unknown', 'approve[0].clientId'],
    [{ username: 'mira', approve: [{ clientId, scope: 'openid admin' }] }, 400, 'invalid_scope', 'openid profile email'],
    [{ username: 'mira', approve: [{ clientId, scope: 'openid  profile' }] }, 400, 'invalid_scope', 'approve[0].scope'],
  ])('are not opened from %j', async (input, status, error, text) => {
    const answer = await post(announcement, 'standard/sessions', input)

    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.body.error_description).toContain(text)
  })
})
