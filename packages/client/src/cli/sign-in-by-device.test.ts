import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../test/sign-in-world.ts'
import { TerminalWorld, terminalPlatform } from '../../test/terminal-world.ts'

const CODES = {
  device_code: 'device-1',
  user_code: 'BCDF-GHJK',
  verification_uri: 'https://stagedoor.invalid/device',
  verification_uri_complete: 'https://stagedoor.invalid/device?user_code=BCDF-GHJK',
  expires_in: 900,
  interval: 5,
}
const refusal = (error: string) => () => Response.json({ error }, { status: 400 })
const tokens = () => Response.json({ access_token: 'access-1', token_type: 'Bearer', expires_in: 3600 })

/** A sign-in whose polls meet these answers. */
function signIn(answers: readonly ('lost' | (() => Response))[], codes: object = CODES, options: { signal?: AbortSignal } = {}) {
  const world = new TerminalWorld()
  world.hasBrowser = false
  const left = [...answers]
  const polls: number[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (String(input) === terminalPlatform.endpoints.deviceAuthorization) return Response.json(codes)
    const sent = new URLSearchParams(String(init?.body))
    expect(Object.fromEntries(sent)).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'device-1',
      client_id: 'demo',
    })
    polls.push(world.clock.now() - start)
    const next = left.shift() ?? tokens
    if (next === 'lost') throw new TypeError('fetch failed')
    return next()
  }
  const start = world.clock.now()
  const client = world.client({ fetch })
  return { world, client, polls, login: client.login(options) }
}

describe('a sign-in by device code', () => {
  it('[RFC 8628 §3.5] polls at the pace of the platform, a little slower, and slower still when it is told to', async () => {
    const { world, polls, login, client } = signIn([
      refusal('authorization_pending'),
      refusal('slow_down'),
      refusal('authorization_pending'),
    ])
    await world.clock.advance(100)

    expect((await login).status).toBe('authenticated')
    expect(polls.map(Math.round)).toEqual([6, 12, 24, 36])
    expect(world.said.join('\n')).toMatch(/https:\/\/stagedoor\.invalid\/device\s+and type this code:\s+BCDF-GHJK/)
    expect(await client.getAccessToken()).toBe('access-1')
  })

  it('[row: terminal/network fails] [RFC 8628 §3.5] goes on, ever less often, through a network that fails and a server that is down', async () => {
    const down = () => new Response('<html>', { status: 502 })
    const { world, polls, login } = signIn(['lost', down, refusal('authorization_pending')])
    await world.clock.advance(200)

    expect((await login).status).toBe('authenticated')
    expect(polls.map(Math.round)).toEqual([6, 18, 42, 66])
  })

  it.each([
    ['access_denied', 'consent_denied'],
    ['expired_token', 'cancelled'],
    ['invalid_grant', 'code_rejected'],
    ['invalid_client', 'configuration'],
  ])('ends with a word for %s', async (error, code) => {
    const { world, login } = signIn([refusal(error)])
    const ended = codeOf(login)
    await world.clock.advance(10)

    expect(await ended).toBe(code)
  })

  it('ends when nobody comes before the code does, and when it is aborted', async () => {
    const { world, login, polls } = signIn(Array(200).fill(refusal('authorization_pending')), { ...CODES, expires_in: 30 })
    const ended = codeOf(login)
    await world.clock.advance(60)
    const stop = new AbortController()
    const aborted = signIn([], CODES, { signal: stop.signal })
    const cancelled = codeOf(aborted.login)
    await aborted.world.clock.advance(1)
    stop.abort()

    expect([await ended, await cancelled]).toEqual(['cancelled', 'cancelled'])
    expect([polls.length, aborted.polls.length]).toEqual([4, 0])
  })

  it('reads the name that Google gives the address, and shows no address but a web address', async () => {
    const { verification_uri: verification_url, ...others } = CODES
    const google = signIn([], { ...others, verification_url })
    await google.world.clock.advance(10)
    const evil = signIn([], { ...CODES, verification_uri: 'javascript:alert(1)' })

    expect((await google.login).status).toBe('authenticated')
    expect(await codeOf(evil.login)).toBe('invalid_response')
    expect(await codeOf(signIn([], { ...CODES, user_code: '\u001b[2Jclear' }).login)).toBe('invalid_response')
  })

  it('is not there on a platform that has it not', async () => {
    expect(await codeOf(new TerminalWorld(audius).client().login({ by: 'device' }))).toBe('configuration')
  })
})
