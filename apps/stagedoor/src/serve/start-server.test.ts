import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createBrowserSession } from '@stagedoor/server'
import type { Clock } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../test/start-test-server.ts'
import { createOperatorToken, digestOperatorToken } from '../admin/operator-token.ts'
import type { Config } from './read-config.ts'

const token = createOperatorToken()

function start(changes: Partial<Config> = {}, clock?: Clock): Promise<TestServer> {
  return startTestServer({ operatorTokens: [{ name: 'ops', access: 'write', digest: digestOperatorToken(token) }], ...changes }, clock)
}

describe('a platform that is open', () => {
  it('answers a request that is under way when it is asked to stop, and takes no other', async () => {
    const { port, url, close } = await start()
    const body = 'grant_type=authorization_code'
    const socket = connect(port, '127.0.0.1')
    const head = `POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`
    await new Promise<void>((resolve) => socket.write(head + body.slice(0, 5), () => resolve()))
    await fetch(`${url}/_health/live`) // what was written before has arrived
    const closing = close()
    await expect(fetch(`${url}/_health/live`)).rejects.toThrow('fetch failed')
    socket.write(body.slice(5))

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /)
    await closing
  })

  it('is not ready while its database does not answer', async () => {
    const { url, store } = await start()
    const before = (await fetch(`${url}/_health/ready`)).status
    await store.close()
    const answers = await Promise.all(['ready', 'live'].map(async (name) => (await fetch(`${url}/_health/${name}`)).status))

    expect([before, ...answers]).toEqual([200, 503, 200])
  })

  it.each([
    [0, '127.0.0.1'],
    [1, '203.0.113.9'],
  ])('behind %i proxies writes down %s for who acts', async (trustedProxies, address) => {
    const { url, store } = await start({ trustedProxies })
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '198.51.100.1, 203.0.113.9' }
    await fetch(`${url}/admin/v1/signing-keys`, { method: 'POST', headers })

    expect(await store.audit.list({ limit: 5 })).toMatchObject([{ act: 'keys.rotated', remoteAddress: address }])
  })

  it('keeps a browser signed in for as long as it is told to, by a cookie of https alone', async () => {
    let at = Date.UTC(2026, 10, 21)
    const { server, store, url } = await start({ sessionLifetimeSeconds: 3600 }, () => at)
    const nobody = { passwordDigest: null, email: null, emailVerified: false, verified: false, pictureTemplate: null, disabledAt: null }
    await store.users.add({ ...nobody, id: 'ada', username: 'ada', name: 'Ada', createdAt: 0 })
    const { cookieHeader } = await createBrowserSession(server.context, 'ada')
    const open = async () => (await fetch(`${url}/account`, { headers: { cookie: cookieHeader }, redirect: 'manual' })).status
    const statuses = [await open()]
    at += 3599_000
    statuses.push(await open())
    at += 1000
    statuses.push(await open())

    expect(statuses).toEqual([200, 200, 303])
    expect(cookieHeader).toMatch(/^__Host-/)
  })
})
