import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { HeardHandlers } from '../../test/heard-handlers.ts'
import { sendByHttp } from '../../test/test-browser.ts'
import type { VaultHandlers } from '../web/vault-handlers.ts'
import { expressHandlers } from './express.ts'

let server: Server | undefined
afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

async function start(handlers: VaultHandlers, ...inFront: readonly RequestHandler[]): Promise<string> {
  const app = express()
  for (const handler of inFront) app.use(handler)
  app.use(expressHandlers(handlers, ({ headers }) => `user of ${headers['x-session']}`))
  app.get('/other', (_request, response) => void response.send('the app'))
  const started = createServer(app)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/json' }

describe('expressHandlers()', () => {
  it('passes request and answer on, with every cookie, and says whose it is', async () => {
    const handlers = new HeardHandlers()
    const url = await start(handlers)

    const response = await sendByHttp(
      new Request(`${url}/connections/disconnect/x?a=1`, { method: 'POST', headers: { ...form, 'x-session': '7' }, body: 'returnTo=%2Fb' }),
    )

    expect([response.status, response.headers.get('location')]).toEqual([303, '/on'])
    expect(response.headers.getSetCookie()).toEqual(['one=1; HttpOnly', 'two=1; HttpOnly'])
    expect(handlers.heard).toMatchObject({ body: 'returnTo=%2Fb', visitor: { userId: 'user of 7' } })
    expect(handlers.heard?.request.url).toBe('https://app.example/connections/disconnect/x?a=1')
  })

  it('takes the address of the app from nobody who sends a request', async () => {
    const handlers = new HeardHandlers()
    const url = await start(handlers)
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }

    await sendByHttp(new Request(`${url}/connections`, { headers }))

    expect(handlers.heard?.request.url).toBe('https://app.example/connections')
    expect((await sendByHttp(new Request(`${url}//evil.example/connections`))).status).toBe(404)
  })

  it.each([
    [express.urlencoded(), form, 'returnTo=%2Fb'],
    [express.json(), json, '{"returnTo":"/b"}'],
    [express.text({ type: '*/*' }), form, 'returnTo=%2Fb'],
    [express.raw({ type: '*/*' }), form, 'returnTo=%2Fb'],
  ])('gives back what a body parser in front has read: %#', async (parser, headers, body) => {
    const handlers = new HeardHandlers()
    const url = await start(handlers, parser)

    await sendByHttp(new Request(`${url}/connections/disconnect/x`, { method: 'POST', headers, body }))

    expect(handlers.heard?.body).toBe(body)
  })

  it('reads the body itself where a parser in front left it alone: that of Express 4 leaves an empty object', async () => {
    const handlers = new HeardHandlers()
    const url = await start(handlers, (request, _response, next) => {
      request.body = {}
      next()
    })

    await sendByHttp(new Request(`${url}/connections/disconnect/x`, { method: 'POST', headers: form, body: 'returnTo=%2Fb' }))

    expect(handlers.heard?.body).toBe('returnTo=%2Fb')
  })

  it('does not look into what is not for the handlers', async () => {
    const looked: string[] = []
    const url = await start(new HeardHandlers(), express.json(), (request, _response, next) => {
      request.body = { toJSON: () => looked.push('body') }
      next()
    })

    await sendByHttp(new Request(`${url}/other`, { method: 'POST', headers: json, body: '{"much":1}' }))

    expect(looked).toEqual([])
  })

  it('passes on what is not for the handlers, and what is a bug', async () => {
    const handlers = new HeardHandlers()
    const url = await start(handlers)
    handlers.failure = new RangeError('a bug')

    expect(await (await sendByHttp(new Request(`${url}/other`))).text()).toBe('the app')
    expect((await sendByHttp(new Request(`${url}/connections`))).status).toBe(500)
  })

  it('reads no more of a body than a little over the limit', async () => {
    const handlers = new HeardHandlers()
    const url = await start(handlers)

    await sendByHttp(new Request(`${url}/connections/connect/x`, { method: 'POST', headers: form, body: 'x'.repeat(2_000_000) }))

    expect(handlers.heard?.body.length).toBeLessThan(65_536 * 4)
    expect(handlers.heard?.body.length).toBeGreaterThan(65_536)
  })
})
