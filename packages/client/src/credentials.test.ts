import { inspect } from 'node:util'
import { audiotool, auphonic, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { AuthorizationServerDouble } from '../test/authorization-server-double.ts'
import { codeOf } from '../test/sign-in-world.ts'
import { createClient } from './create-client.ts'
import { apiKey, basic, type Credentials, personalToken } from './credentials.ts'
import type { StagedoorClient } from './stagedoor-client.ts'

function setUp(platform: typeof auphonic, credentials: Credentials): { client: StagedoorClient; server: AuthorizationServerDouble } {
  const server = new AuthorizationServerDouble(platform)
  return { client: createClient({ platform, credentials, fetch: server.fetch }), server }
}

describe('a client with credentials of a person', () => {
  it.each([
    [audiotool, personalToken('at_pat_1'), 'Bearer at_pat_1'],
    [auphonic, apiKey('key-1'), 'Bearer key-1'],
    [auphonic, basic('ray', 'opensesame:ü'), `Basic ${Buffer.from('ray:opensesame:ü').toString('base64')}`],
  ])('[RFC 6750 §2.1, RFC 7617 §2] has them in the header (%#)', async (platform, credentials, header) => {
    const { client, server } = setUp(platform, credentials)
    server.accept(header.split(' ')[1] ?? '')

    expect((await client.fetch(platform.endpoints.userinfo)).status).toBe(200)
    expect(server.received.at(-1)?.authorization).toBe(header)
    expect(await client.restore()).toMatchObject({ status: 'authenticated', expiresAt: undefined })
  })

  it('knows who it is', async () => {
    const { client, server } = setUp(auphonic, apiKey('key-1'))
    server.accept('key-1')
    server.profile = { status_code: 200, data: { username: 'ray', user_id: 'u7', email: 'ray@example.com' } }

    expect(await client.getProfile()).toMatchObject({ subject: 'u7', username: 'ray', email: 'ray@example.com' })
  })

  it.each(['https://auphonic.com.evil/api', 'http://auphonic.com/api', 'https://evil.example/', 'https://auphonic.com@evil.example/'])(
    'sends nothing of them to %s',
    async (url) => {
      const { client, server } = setUp(auphonic, basic('ray', 'opensesame'))
      await client.fetch(url)

      expect(server.received[0]?.authorization).toBeNull()
    },
  )

  it('gives a token, but no password', async () => {
    expect(await setUp(auphonic, apiKey('key-1')).client.getAccessToken()).toBe('key-1')
    expect(await codeOf(setUp(auphonic, basic('ray', 'opensesame')).client.getAccessToken())).toBe('configuration')
  })

  it('signs nobody in', async () => {
    const { client, server } = setUp(auphonic, apiKey('key-1'))

    expect(await codeOf(client.login())).toBe('configuration')
    expect(await client.handleCallback('https://app.example/?code=1&state=2')).toEqual({ outcome: 'not_ours' })
    expect(server.received).toEqual([])
  })

  it("forgets them at logout, and revokes nothing: they are the person's own", async () => {
    const { client, server } = setUp(audiotool, personalToken('at_pat_1'))

    expect(await client.logout()).toEqual({ revoked: false })
    expect(await codeOf(client.getAccessToken())).toBe('not_signed_in')
    expect(server.received).toEqual([])
  })

  it('is over when the platform says that the token is', async () => {
    const { client } = setUp(audiotool, personalToken('at_pat_revoked'))

    expect((await client.fetch(audiotool.endpoints.userinfo)).status).toBe(401)
    expect(await codeOf(client.getAccessToken())).toBe('session_ended')
  })

  it.each([
    ['a platform without personal tokens', () => setUp(soundcloud, personalToken('x'))],
    ['a platform without passwords', () => setUp(audiotool, basic('ray', 'opensesame'))],
    ['a token with a line break', () => personalToken('at_pat_1\n')],
    ['an empty token', () => apiKey('')],
    ['a user name with a colon', () => basic('r:ay', 'opensesame')],
  ])('refuses %s', (_name, attempt) => {
    expect(attempt).toThrow(expect.objectContaining({ code: 'configuration' }))
  })

  it('shows nothing of them when printed', () => {
    const credentials = personalToken('at_pat_secret')
    const { client } = setUp(audiotool, credentials)

    for (const thing of [credentials, client]) {
      expect(inspect(thing, { depth: 9, showHidden: true })).not.toContain('at_pat_secret')
      expect(JSON.stringify(thing)).not.toContain('at_pat_secret')
    }
  })
})
