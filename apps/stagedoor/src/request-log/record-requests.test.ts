import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { post, readProfile, refresh, signInForTokens } from '../../test/sign-in.ts'
import { startTestEmulator } from '../../test/start-emulator.ts'
import type { Emulator } from '../emulator/start-emulator.ts'
import type { RecordedRequest } from './recorded-request.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = await startTestEmulator()
})

async function listRequests(query = '', platform = 'standard'): Promise<RecordedRequest[]> {
  return (await (await fetch(`${emulator.announcement.control}/${platform}/requests${query}`)).json()).requests
}

describe('the log of requests', () => {
  it('tells what happened in a sign-in: who, where, with what, and what became of it', async () => {
    const { announcement } = emulator
    const { access_token: accessToken } = await signInForTokens(announcement, 'mira')
    await readProfile(announcement, accessToken)
    await readProfile(announcement, 'not a token')

    const redirect = { redirect_uri: 'http://127.0.0.1:5173/callback.html' }
    expect(await listRequests()).toEqual([
      {
        number: 1,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        durationMs: expect.any(Number),
        method: 'GET',
        path: '/oauth/authorize',
        endpoint: 'authorization',
        status: 303,
        clientId: 'stagedoor-demo-web-app',
        parameters: {
          response_type: 'code',
          client_id: 'stagedoor-demo-web-app',
          ...redirect,
          scope: 'openid profile',
          state: '[redacted]',
          code_challenge: expect.stringMatching(/^[\w-]{43}$/),
          code_challenge_method: 'S256',
        },
        location: `${redirect.redirect_uri}?code=[redacted]&state=[redacted]&iss=${announcement.url}/standard`,
      },
      expect.objectContaining({
        number: 2,
        endpoint: 'token',
        status: 200,
        parameters: {
          grant_type: 'authorization_code',
          code: '[redacted]',
          ...redirect,
          client_id: 'stagedoor-demo-web-app',
          code_verifier: '[redacted]',
        },
      }),
      expect.objectContaining({ number: 3, endpoint: 'userinfo', status: 200, authorization: 'Bearer', parameters: {} }),
      expect.objectContaining({ number: 4, endpoint: 'userinfo', status: 401, error: 'invalid_token', reason: expect.any(String) }),
    ])
  })

  it('names the real reason of a refusal, and the fault that a request met, of many at once the right one each', async () => {
    const { announcement } = emulator
    const { refresh_token: token } = await signInForTokens(announcement, 'mira')
    await refresh(announcement, token)
    await post(announcement, 'standard/faults', { kind: 'drop_reply', endpoint: 'token', times: 1 })
    await refresh(announcement, token).catch(() => undefined)
    await Promise.all([refresh(announcement, 'unknown'), refresh(announcement, token), readProfile(announcement, 'x')])

    const requests = await listRequests('?since=3')

    expect(requests[0]).toMatchObject({ endpoint: 'token', status: null, fault: 'drop_reply', reason: 'refresh_repeated' })
    expect(requests.slice(1).map(({ status, reason }) => [status, reason])).toEqual(
      expect.arrayContaining([
        [400, 'refresh_token_unknown'],
        [200, 'refresh_repeated'],
        [401, expect.stringMatching(/token/)],
      ]),
    )
  })

  it('reads form, JSON and multipart bodies, and Basic credentials for the client’s name alone', async () => {
    const { token_endpoint = '', introspection = '' } = emulator.announcement.platforms.standard?.endpoints ?? {}
    const multipart = new FormData()
    multipart.set('grant_type', 'password')
    multipart.set('password', 'hidden')
    await fetch(token_endpoint, {
      method: 'POST',
      body: JSON.stringify({ grant_type: 'json', code: 'hidden', nested: { a: 'hidden' } }),
      headers: { 'content-type': 'application/json' },
    })
    await fetch(token_endpoint, { method: 'POST', body: multipart })
    await fetch(token_endpoint, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })
    await fetch(introspection, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('the-client:hidden')}` },
      body: new URLSearchParams({ token: 'hidden' }),
    })

    const requests = await listRequests()

    expect(requests.map(({ parameters }) => parameters)).toEqual([
      { grant_type: 'json', code: '[redacted]', nested: '[redacted]' },
      { grant_type: 'password', password: '[redacted]' },
      {},
      { token: '[redacted]' },
    ])
    expect(requests[3]).toMatchObject({ authorization: 'Basic', clientId: 'the-client' })
    expect(JSON.stringify(requests)).not.toContain('hidden')
  })

  it('lets no secret out that came in by whatever way', async () => {
    const { endpoints } = emulator.announcement.platforms.standard ?? {}
    const secret = fc.stringMatching(/^[\w-]{24,60}$/).filter((text) => /\d/.test(text))
    const paths = [
      endpoints?.token_endpoint,
      endpoints?.userinfo,
      endpoints?.authorization_endpoint,
      endpoints?.revocation,
      `${emulator.announcement.url}/standard/a`,
    ]

    await fc.assert(
      fc.asyncProperty(secret, fc.constantFrom(...paths), async (text, url = '') => {
        const headers = {
          authorization: `Bearer ${text}`,
          cookie: `stagedoor_session=${text}`,
          origin: `https://name:${text}@app.example/?code=${text}`,
        }
        const form = { client_secret: text, code: text, code_verifier: text, refresh_token: text, token: text, password: text }
        await fetch(`${url}/${text}?bearer_token=${text}`, { headers: { ...headers, authorization: text } })
        await fetch(`${url}?bearer_token=${text}&state=${text}&${text}#${text}`, {
          method: 'POST',
          headers,
          body: new URLSearchParams({ ...form, [text]: text }),
        })
        await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(form) })
        await fetch(url, {
          method: 'POST',
          headers: { ...headers, authorization: `Basic ${btoa(`name:${text}`)}` },
          body: new URLSearchParams(form),
        })
        const shown = JSON.stringify(emulator.platforms[0]?.requestLog.list({ limit: 4 }))

        expect(shown).toContain('[redacted]')
        expect(shown.toLowerCase()).not.toContain(text.toLowerCase())
      }),
      { numRuns: 40 },
    )
  })

  it('gives the newest after a number, and forgets when it is asked to', async () => {
    for (let count = 0; count < 5; count += 1) await readProfile(emulator.announcement, 'x')
    const numbers = async (query: string): Promise<number[]> => (await listRequests(query)).map(({ number }) => number)
    const before = [await numbers('?since=2'), await numbers('?limit=2'), await numbers('?since=1&limit=1'), await numbers('?limit=0')]
    const cleared = await fetch(`${emulator.announcement.control}/standard/requests`, { method: 'DELETE' })
    await readProfile(emulator.announcement, 'x')

    expect(before).toEqual([[3, 4, 5], [4, 5], [5], []])
    expect(await cleared.json()).toEqual({ cleared: 5 })
    expect(await numbers('')).toEqual([6])
  })

  it('is of its own platform alone, and refuses what it does not understand', async () => {
    await readProfile(emulator.announcement, 'x')
    const wrong = await fetch(`${emulator.announcement.control}/standard/requests?since=yesterday`)

    expect(await listRequests('', 'audius')).toEqual([])
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'since must be a whole number.' },
    ])
  })
})
