import { request } from 'node:http'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { post } from '../../test/sign-in.ts'
import type { Announcement } from '../emulator/announcement.ts'
import { startEmulator } from '../emulator/start-emulator.ts'

let announcement: Announcement

beforeAll(async () => {
  const emulator = await startEmulator()
  announcement = emulator.announcement
  return () => emulator.close()
})

afterEach(async () => {
  for (const platform of ['standard', 'audius']) await fetch(`${announcement.control}/${platform}/faults`, { method: 'DELETE' })
})

/** `fetch` does not let a program choose `Host`. */
function getAt(host: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(announcement.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers: { host } }, (response) => resolve(response.resume().statusCode))
    sent.on('error', reject).end()
  })
}

describe('POST of a fault', () => {
  it.each([
    { kind: 'delay', milliseconds: 0, before: 'reply', endpoint: 'token', times: 3 },
    { kind: 'drop_reply', sent: 'half' },
    { kind: 'server_error', status: 502, handled: true, cors: false },
    { kind: 'rate_limit', retryAfterSeconds: 5, body: 'html' },
    { kind: 'rate_limit', body: { json: [1] } },
    { kind: 'malformed', omit: ['expires_in'], endpoint: '/oauth/*' },
    { kind: 'strict_rotation' },
    { kind: 'cross_origin_opener_policy' },
    { kind: 'cross_origin_opener_policy', policy: 'noopener-allow-popups' },
  ])('answers with the fault as it stands: %j', async (fault) => {
    const { status, body } = await post(announcement, 'standard/faults', fault)

    const id = expect.stringMatching(/^fault-\d+$/)
    expect([status, body]).toEqual([201, { ...fault, id, hits: 0, remaining: 'times' in fault ? fault.times : null }])
  })

  it.each([
    [{}, 'kind must be one of delay, drop_reply, server_error, rate_limit, malformed, strict_rotation, cross_origin_opener_policy.'],
    [{ kind: 'explode' }, 'kind must be one of delay, '],
    [{ kind: 'delay' }, 'milliseconds is missing: '],
    [{ kind: 'delay', milliseconds: 3_600_001 }, 'milliseconds must be at most 3600000, an hour.'],
    [{ kind: 'delay', milliseconds: 1, before: 'noon' }, 'before must be "handling" or "reply".'],
    [{ kind: 'server_error', times: 0 }, 'times must be at least 1; leave it out for every request.'],
    [{ kind: 'server_error', times: 1.5 }, 'times must be a whole number.'],
    [{ kind: 'server_error', status: 418 }, 'status must be 500, 502, 503 or 504.'],
    [{ kind: 'server_error', endpoint: 'tokens' }, 'endpoint is one of '],
    [{ kind: 'rate_limit', body: 'xml' }, 'body must be "json", "html", or '],
    [{ kind: 'malformed', omit: 'expires_in' }, 'omit must be a list of names, as ["refresh_token"].'],
    [{ kind: 'cross_origin_opener_policy', policy: 'unsafe-none' }, 'policy must be "same-origin", '],
    [{ kind: 'strict_rotation', times: 1 }, 'times is unknown: '],
    [{ kind: 'drop_reply', status: 500 }, 'status is unknown: '],
  ])('refuses %j and says why', async (fault, sentence) => {
    const { status, body } = await post(announcement, 'standard/faults', fault)

    expect([status, body.error]).toEqual([400, 'invalid_request'])
    expect(body.error_description).toContain(sentence)
    expect((await (await fetch(`${announcement.control}/standard/faults`)).json()).faults).toEqual([])
  })

  it('lists the endpoints of the platform that is asked', async () => {
    const wrong = { kind: 'drop_reply', endpoint: 'nothing' }
    const [standard, audius] = [await post(announcement, 'standard/faults', wrong), await post(announcement, 'audius/faults', wrong)]

    expect(standard.body.error_description).toContain(' introspection, ')
    expect(audius.body.error_description).not.toContain(' introspection, ')
  })
})

describe('a fault', () => {
  it('is met under every address of its platform, and recorded there', async () => {
    await post(announcement, 'audius/faults', { kind: 'server_error', endpoint: 'userinfo', times: 2 })

    const statuses = [
      await getAt('audius-api', '/v1/me'),
      await getAt(new URL(announcement.url).host, '/audius/v1/me'),
      await getAt('api.audius.co', '/v1/me'),
    ]
    const { requests } = await (await fetch(`${announcement.control}/audius/requests`)).json()

    expect(statuses).toEqual([503, 503, 401])
    expect(requests.map(({ path, fault }: Record<string, unknown>) => [path, fault])).toEqual([
      ['/v1/me', 'server_error'],
      ['/v1/me', 'server_error'],
      ['/v1/me', undefined],
    ])
  })
})
