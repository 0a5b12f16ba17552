import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { post, readProfile, refresh, signIn, signInForTokens } from '../../test/sign-in.ts'
import type { Announcement } from '../emulator/announcement.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import type { FaultRequest } from './fault.ts'

let announcement: Announcement

beforeAll(async () => {
  const emulator = await startEmulator()
  announcement = emulator.announcement
  return () => emulator.close()
})

afterEach(async () => {
  for (const platform of ['standard', 'audius']) {
    for (const kept of ['faults', 'requests']) await fetch(`${announcement.control}/${platform}/${kept}`, { method: 'DELETE' })
  }
})

async function addFault(fault: FaultRequest, platform = 'standard'): Promise<void> {
  const { status, body } = await post(announcement, `${platform}/faults`, fault)
  expect([status, body.error_description]).toEqual([201, undefined])
}

async function listFaults(): Promise<{ kind: string; hits: number }[]> {
  return (await (await fetch(`${announcement.control}/standard/faults`)).json()).faults
}

async function listRequests(): Promise<unknown[]> {
  return (await (await fetch(`${announcement.control}/standard/requests`)).json()).requests
}

/** What a client sees of a request: an answer, or that there is none. */
function outcome(request: Promise<Response>): Promise<number | 'cut'> {
  return request.then(
    ({ status }) => status,
    () => 'cut',
  )
}

describe('drop_reply', () => {
  it('cuts the connection after the commit: the refresh has happened, and the lost reply comes again', async () => {
    const { refresh_token: first } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'drop_reply', endpoint: 'token', times: 1 })

    const lost = await outcome(refresh(announcement, first))
    const again = await (await refresh(announcement, first)).json()
    const next = await refresh(announcement, again.refresh_token)
    const stale = await refresh(announcement, first)

    expect(lost).toBe('cut')
    expect([next.status, stale.status]).toEqual([200, 400])
  })

  it('can cut within the reply: the status arrives, the body does not', async () => {
    const { refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'drop_reply', endpoint: 'token', sent: 'half' })

    const answer = await refresh(announcement, token)

    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow(TypeError)
  })

  it('can cut within a reply that has no body: it is lost all the same', async () => {
    const { refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'drop_reply', endpoint: 'revocation', sent: 'half' })
    const { clients, endpoints } = announcement.platforms.standard ?? {}
    const form = { token, client_id: clients?.[0]?.clientId ?? '' }

    const answer = await fetch(endpoints?.revocation ?? '', { method: 'POST', body: new URLSearchParams(form) })

    await expect(answer.text()).rejects.toThrow(TypeError)
    expect((await refresh(announcement, token)).status).toBe(400)
  })
})

describe('delay', () => {
  it('lets a request wait before anything happens, and nothing happens when its client gives up meanwhile', async () => {
    const { access_token: accessToken, refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'delay', milliseconds: 3_600_000, endpoint: 'revocation' })
    const gaveUp = new AbortController()
    const { revocation = '' } = announcement.platforms.standard?.endpoints ?? {}
    const revoking = fetch(revocation, { method: 'POST', body: new URLSearchParams({ token }), signal: gaveUp.signal })
    await expect.poll(listFaults).toMatchObject([{ kind: 'delay', hits: 1 }])
    gaveUp.abort()

    await expect(revoking).rejects.toThrow('aborted')
    expect((await readProfile(announcement, accessToken)).status).toBe(200)
  })

  it('can hold back the reply alone: it is committed, and a client that gives up has lost it', async () => {
    const { refresh_token: first } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'delay', milliseconds: 3_600_000, before: 'reply', endpoint: 'token', times: 1 })
    const gaveUp = new AbortController()
    const { clients, endpoints } = announcement.platforms.standard ?? {}
    const form = { grant_type: 'refresh_token', refresh_token: first, client_id: clients?.[0]?.clientId ?? '' }
    const held = fetch(endpoints?.token_endpoint ?? '', { method: 'POST', body: new URLSearchParams(form), signal: gaveUp.signal })
    await expect.poll(listFaults).toMatchObject([{ hits: 1 }])
    const again = await refresh(announcement, first)
    gaveUp.abort()

    await expect(held).rejects.toThrow('aborted')
    expect(again.status).toBe(200)
    await expect
      .poll(listRequests)
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({ endpoint: 'token', status: null, fault: 'delay' }),
          expect.objectContaining({ endpoint: 'token', status: 200, reason: 'refresh_repeated' }),
        ]),
      )
  })

  it.each(['handling', 'reply'] as const)(
    'before the %s ends at once when the faults are cleared, each request as itself',
    async (before) => {
      await addFault({ kind: 'delay', milliseconds: 3_600_000, before, endpoint: 'userinfo' })
      const waiting = [1, 2, 3].map(() => readProfile(announcement, 'not a token'))
      await expect.poll(listFaults).toMatchObject([{ hits: 3 }])
      await fetch(`${announcement.control}/standard/faults`, { method: 'DELETE' })

      expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([401, 401, 401])
      expect(await listRequests()).toEqual(
        [1, 2, 3].map(() => expect.objectContaining({ status: 401, fault: 'delay', error: 'invalid_token' })),
      )
    },
  )

  it('passes after its time', async () => {
    await addFault({ kind: 'delay', milliseconds: 30 })
    await addFault({ kind: 'delay', milliseconds: 30, before: 'reply' }, 'audius')
    const started = performance.now()

    const statuses = await Promise.all([
      fetch(announcement.platforms.standard?.endpoints.jwks_uri ?? ''),
      fetch(`${announcement.url}/audius/.well-known/oauth-authorization-server`),
    ])

    expect(statuses.map(({ status }) => status)).toEqual([200, 200])
    expect(performance.now() - started).toBeGreaterThanOrEqual(29)
  })
})

describe('server_error', () => {
  it.each([500, 502, 503, 504] as const)('answers %i with a page, as a proxy does, and handles nothing', async (status) => {
    const { refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'server_error', status, endpoint: 'token', times: 1 })

    const answer = await refresh(announcement, token)
    const [html, after] = [await answer.text(), await refresh(announcement, token)]

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
    expect(html).toContain(`<h1>${status} `)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(after.status).toBe(200)
  })

  it('can come after the commit, as from a proxy that lost patience', async () => {
    const { access_token: accessToken, refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'server_error', status: 504, endpoint: 'revocation', handled: true, cors: false })
    const { clients, endpoints } = announcement.platforms.standard ?? {}
    const form = { token, client_id: clients?.[0]?.clientId ?? '' }

    const answer = await fetch(endpoints?.revocation ?? '', { method: 'POST', body: new URLSearchParams(form) })

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([504, null])
    expect((await readProfile(announcement, accessToken)).status).toBe(401)
  })

  it('meets exactly as many of fifty requests at once as it says', async () => {
    await addFault({ kind: 'server_error', endpoint: 'userinfo', times: 7 })
    const accessToken = await signIn(announcement, 'mira')

    const statuses = await Promise.all(Array.from({ length: 50 }, () => outcome(readProfile(announcement, accessToken))))

    expect(statuses.filter((status) => status === 503)).toHaveLength(7)
    expect(statuses.filter((status) => status === 200)).toHaveLength(43)
  })

  it('leaves CORS preflights and other platforms alone', async () => {
    await addFault({ kind: 'server_error' })
    const { userinfo = '', jwks_uri = '' } = announcement.platforms.standard?.endpoints ?? {}

    expect((await fetch(userinfo, { method: 'OPTIONS' })).status).toBe(204)
    expect((await fetch(jwks_uri)).status).toBe(503)
    expect((await fetch(`${announcement.url}/audius/.well-known/oauth-authorization-server`)).status).toBe(200)
  })

  it('takes a request whose body nobody reads', async () => {
    await addFault({ kind: 'server_error', endpoint: 'token' })
    const { token_endpoint = '' } = announcement.platforms.standard?.endpoints ?? {}

    expect((await fetch(token_endpoint, { method: 'POST', body: 'x'.repeat(1024 * 1024) })).status).toBe(503)
    expect((await fetch(token_endpoint, { method: 'POST', body: 'x' })).status).toBe(503)
  })
})

describe('rate_limit', () => {
  it('[RFC 6585 §4] answers 429 with the time of the reset, by the clock of the platform', async () => {
    await post(announcement, 'clock', { advanceSeconds: 86_400 })
    await addFault({ kind: 'rate_limit', retryAfterSeconds: 90, times: 1 })

    const answer = await readProfile(announcement, 'any')
    const { now } = await (await fetch(`${announcement.control}/clock`)).json()
    const body = await answer.json()

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '90'])
    expect(Math.abs(Number(answer.headers.get('x-ratelimit-reset')) - now - 90)).toBeLessThan(5)
    expect(body.error).toBe('rate_limit_exceeded')
    expect(Date.parse(body.reset_time) / 1000).toBe(Number(answer.headers.get('x-ratelimit-reset')))
  })

  it('can be a page, or a body of your own', async () => {
    const json = { errors: [{ meta: { remaining_requests: 0 } }] }
    await addFault({ kind: 'rate_limit', body: 'html', times: 1 })
    await addFault({ kind: 'rate_limit', body: { json } })

    const [page, own] = [await readProfile(announcement, 'any'), await readProfile(announcement, 'any')]

    expect([page.status, await page.text()]).toEqual([429, expect.stringContaining('<h1>429 Too Many Requests</h1>')])
    expect([own.status, await own.json()]).toEqual([429, json])
  })
})

describe('malformed', () => {
  it('answers 200 with a page in place of JSON', async () => {
    await addFault({ kind: 'malformed', endpoint: 'userinfo' })
    const answer = await readProfile(announcement, 'any')

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    await expect(answer.json()).rejects.toThrow(SyntaxError)
  })

  it('leaves members out of an answer that is right otherwise', async () => {
    const { refresh_token: token } = await signInForTokens(announcement, 'mira')
    await addFault({ kind: 'malformed', endpoint: 'token', omit: ['refresh_token', 'expires_in'] })

    const answer = await refresh(announcement, token)
    const body = await answer.json()

    expect(Object.keys(body).sort()).toEqual(['access_token', 'scope', 'token_type'])
    expect((await readProfile(announcement, body.access_token)).status).toBe(200)
  })
})

describe('strict_rotation', () => {
  it('ends a grant at the second use of a refresh token that would be forgiven otherwise', async () => {
    const { refresh_token: forgiven } = await signInForTokens(announcement, 'mira')
    const before = [await refresh(announcement, forgiven), await refresh(announcement, forgiven)]
    await addFault({ kind: 'strict_rotation' })
    const { refresh_token: punished } = await signInForTokens(announcement, 'jonas')
    const first = await refresh(announcement, punished)
    const second = await refresh(announcement, punished)
    const { access_token: accessToken } = await first.json()

    expect(before.map(({ status }) => status)).toEqual([200, 200])
    expect([first.status, second.status]).toEqual([200, 400])
    expect((await readProfile(announcement, accessToken)).status).toBe(401)
  })
})

describe('cross_origin_opener_policy', () => {
  it('is said by the pages of a sign-in window, and by nothing else', async () => {
    await addFault({ kind: 'cross_origin_opener_policy' })
    const { authorization_endpoint = '', jwks_uri = '' } = announcement.platforms.standard?.endpoints ?? {}
    const query = 'response_type=code&client_id=stagedoor-demo-web-app&redirect_uri=http%3A%2F%2F127.0.0.1%3A5173%2F&scope=openid'
    const challenge = 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&display=popup'

    const leading = await fetch(`${authorization_endpoint}?${query}&${challenge}`, { redirect: 'manual' })
    const page = await fetch(new URL(leading.headers.get('location') ?? '', announcement.url), {
      headers: {
        cookie: leading.headers
          .getSetCookie()
          .map((cookie) => cookie.split(';')[0])
          .join('; '),
      },
    })

    expect([leading.status, leading.headers.get('cross-origin-opener-policy')]).toEqual([303, 'same-origin'])
    expect([page.status, page.headers.get('cross-origin-opener-policy')]).toEqual([200, 'same-origin'])
    expect(await page.text()).toContain('<form')
    expect((await fetch(jwks_uri)).headers.get('cross-origin-opener-policy')).toBeNull()
  })
})

describe('DELETE of the faults', () => {
  it('ends all of them', async () => {
    await addFault({ kind: 'server_error' })
    const cleared = await fetch(`${announcement.control}/standard/faults`, { method: 'DELETE' })

    expect(await cleared.json()).toEqual({ cleared: 1 })
    expect((await fetch(announcement.platforms.standard?.endpoints.jwks_uri ?? '')).status).toBe(200)
    expect(await listFaults()).toEqual([])
  })
})
