import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { audius } from '@stagedoor/platforms'
import { describe, expect, it, onTestFinished } from 'vitest'
import { codeOf } from '../../test/sign-in-world.ts'
import { TerminalWorld } from '../../test/terminal-world.ts'

/** What a browser gets, with the `Host` that it would send. */
function visit(url: string, host = new URL(url).host): Promise<{ status: number; location: string; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (response) => {
      let body = ''
      response.on('data', (data) => {
        body += data
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', body }))
    })
    sent.on('error', reject).end()
  })
}

async function occupy(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

describe('a sign-in by loopback', () => {
  it('[RFC 6749 §10.12] leaves alone what is not its reply: another state, another path, another name for this machine', async () => {
    const world = new TerminalWorld()
    const login = world.client().login()
    const reply = world.server.approve(await world.browserUrl())
    const forged = new URL(reply)
    forged.searchParams.set('state', 'forged')

    const foreign = [
      await visit(forged.href),
      await visit(new URL('/favicon.ico', reply).href),
      await visit(new URL('/done', reply).href),
      await visit(reply, 'rebound.example'),
    ]
    const taken = await visit(reply)
    const last = await visit(new URL(taken.location, reply).href)

    expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(taken).toMatchObject({ status: 303, location: '/done' })
    expect(last.body).toContain('You are signed in')
    expect((await login).status).toBe('authenticated')
  })

  it('asks for the reply in the query where the platform would put it behind the #', async () => {
    const world = new TerminalWorld(audius)
    const stop = new AbortController()
    const login = codeOf(world.client().login({ signal: stop.signal }))
    const asked = new URL(await world.browserUrl()).searchParams
    stop.abort()

    expect(asked.getAll('response_mode')).toEqual(['query'])
    expect(await login).toBe('cancelled')
  })

  it('[RFC 8252 §7.3] takes the first registered port that is free, and says when none is', async () => {
    const [one, other] = [await occupy(), await occupy()]
    other.server.close()
    const redirectUri = [one, other].map(({ port }) => `http://127.0.0.1:${port}/callback`)
    const world = new TerminalWorld()
    const stop = new AbortController()
    const login = codeOf(world.client({ redirectUri }).login({ signal: stop.signal }))
    const asked = new URL(await world.browserUrl()).searchParams.get('redirect_uri')
    stop.abort()
    await login

    expect(asked).toBe(redirectUri[1])
    expect(await codeOf(world.client({ redirectUri: redirectUri[0] ?? '' }).login())).toBe('configuration')
  })

  it.each(['http://localhost/callback', 'https://127.0.0.1/callback', 'myapp://callback'])(
    '[RFC 8252 §8.3] listens on 127.0.0.1 alone, never for %s',
    async (redirectUri) => {
      expect(await codeOf(new TerminalWorld().client({ redirectUri }).login())).toBe('configuration')
    },
  )

  it('[row: terminal/nobody comes] ends after an hour', async () => {
    const world = new TerminalWorld()
    const login = codeOf(world.client().login())
    await world.browserUrl()
    await world.clock.advance(3601)

    expect(await login).toBe('cancelled')
  })

  it('[row: terminal/read-only home] opens no browser when what comes of it cannot be kept', async () => {
    const world = new TerminalWorld()
    const storage = {
      durable: true,
      read: () => null,
      keys: () => [],
      replace: () => false,
    }

    expect(await codeOf(world.client({ storage }).login())).toBe('storage_unavailable')
    expect(world.opened).toEqual([])
  })

  it('[row: terminal/exit] does not end a call before the refresh that it began in the background', async () => {
    const world = new TerminalWorld()
    const client = world.client()
    const login = client.login()
    const reply = world.server.approve(await world.browserUrl())
    await visit(new URL((await visit(reply)).location, reply).href)
    await login
    await world.clock.advance(3600 - 30)
    let release = (): void => undefined
    world.server.hold = new Promise((resolve) => {
      release = resolve
    })
    let ended = false
    const token = client.getAccessToken().then((text) => {
      ended = true
      return text
    })
    while (world.server.count('refresh_token') === 0) await new Promise(setImmediate)
    const early = ended
    release()

    expect([early, await token]).toEqual([false, expect.stringMatching(/^access-/)])
    expect(await client.getAccessToken()).not.toBe(await token)
  })
})
