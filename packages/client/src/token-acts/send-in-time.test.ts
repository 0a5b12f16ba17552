import { createServer, type Server } from 'node:http'
import { standard } from '@stagedoor/platforms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/fake-clock.ts'
import type { Clock } from '../ports/clock.ts'
import { createTokenActs } from './create-token-acts.ts'
import type { TokenActs } from './token-acts.ts'

/** What a platform was sent: the length it was told, and the body. */
const requests: { readonly length: string | undefined; readonly body: string }[] = []
let connections = 0
let server: Server
let url: string

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    requests.push({ length: incoming.headers['content-length'], body: Buffer.concat(await incoming.toArray()).toString() })
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end('{"access_token":"at-2","refresh_token":"rt-2","token_type":"Bearer","expires_in":3600}')
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function createActs(clock: Clock, options: Partial<Parameters<typeof createTokenActs>[0]> = {}): TokenActs {
  const endpoints = { ...standard.endpoints, token: `${url}/token` }
  return createTokenActs({
    platform: { ...standard, issuer: url, issuerIsPlaceholder: false, endpoints },
    clientId: 'demo',
    clock,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    requestTimeoutMs: 20_000,
    ...options,
  })
}

describe('a refresh that has to leave before a time', () => {
  it('leaves in time, with the length of its body', async () => {
    const clock = new FakeClock()
    const spent = { refreshToken: 'rt-1', scope: [], sendBefore: clock.now() + 10 }

    expect(await createActs(clock).refresh(spent)).toMatchObject({ accessToken: 'at-2', refreshToken: 'rt-2' })
    expect(requests.splice(0)).toEqual([{ length: expect.stringMatching(/^\d+$/), body: expect.stringContaining('refresh_token=rt-1') }])
  })

  it('never leaves when the machine sleeps while the connection is made', async () => {
    server.closeAllConnections()
    connections = 0
    let now = 1_800_000_000
    const clock = { now: () => now, after: () => () => undefined }
    const refreshed = createActs(clock).refresh({ refreshToken: 'rt-1', scope: [], sendBefore: now + 10 })
    now += 11

    expect(await refreshed).toBeUndefined()
    expect({ connections, requests }).toEqual({ connections: 1, requests: [] })
  })

  it('is not begun too late, whatever is passed in as fetch', async () => {
    const clock = new FakeClock()
    const acts = createActs(clock, { fetch: () => Promise.reject(new Error('It was sent.')) })

    expect(await acts.refresh({ refreshToken: 'rt-1', scope: [], sendBefore: clock.now() })).toBeUndefined()
  })

  it('is the form itself to a fetch that was passed in', async () => {
    const clock = new FakeClock()
    let sent: unknown
    const acts = createActs(clock, {
      fetch: async (_, init) => {
        sent = init?.body
        return Response.json({ access_token: 'at-2', token_type: 'Bearer' })
      },
    })
    await acts.refresh({ refreshToken: 'rt-1', scope: [], sendBefore: clock.now() + 10 })

    expect(sent).toEqual(new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'rt-1', client_id: 'demo' }))
  })
})
