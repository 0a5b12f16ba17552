import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listenOnLoopback } from '../../test/listen-on-loopback.ts'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import { createNodeListener, pathBelow } from './node-listener.ts'

async function listen(answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>, basePath = ''): Promise<number> {
  const origin = await listenOnLoopback(createNodeListener(answer, basePath))
  return Number(new URL(origin).port)
}

async function send(port: number, options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer }) {
  const request = httpRequest({ host: '127.0.0.1', port, ...options })
  request.end(options.body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  request.on('error', () => undefined) // the answer is here; what is left of the body may go nowhere when the test ends
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }
}

const ok = (body: string): HttpResponse => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body })

describe('the node:http listener', () => {
  it('hands over method, path and query as they came, and the whole body', async () => {
    const port = await listen(async ({ method, path, query, readBody }) => {
      const body = await readBody(100)
      return ok(JSON.stringify({ method, path, query, body: body === 'too_large' ? body : Buffer.from(body).toString() }))
    }, '/base')

    const answer = await send(port, { method: 'POST', path: '/base/a%2Fb?c=%20&d', body: 'x=ü' })

    expect(JSON.parse(answer.text)).toEqual({ method: 'POST', path: '/a%2Fb', query: 'c=%20&d', body: 'x=ü' })
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)))
    expect(answer.headers['transfer-encoding']).toBeUndefined()
  })

  it.each([
    ['announced', { 'content-length': '101' }],
    ['found while reading', { 'transfer-encoding': 'chunked' }],
  ])('stops keeping a body past the limit, %s', async (_, headers) => {
    const port = await listen(async ({ readBody }) => ok(String(await readBody(100))))

    expect((await send(port, { method: 'POST', headers, body: 'x'.repeat(101) })).text).toBe('too_large')
    expect((await send(port, { method: 'POST', headers: {}, body: 'x'.repeat(100) })).text).not.toBe('too_large')
  })

  it('answers a sender of megabytes, who hears it', async () => {
    const port = await listen(async ({ readBody }) => ok(String(await readBody(100))))

    const answer = await send(port, { method: 'POST', body: Buffer.alloc(4_000_000) })

    expect(answer).toMatchObject({ status: 200, text: 'too_large' })
  })

  it('gives HEAD the length and no body, and 204 neither', async () => {
    const port = await listen(({ path }) => (path === '/none' ? { status: 204, headers: {}, body: '' } : ok('hello')))

    const head = await send(port, { method: 'HEAD' })
    const none = await send(port, { path: '/none' })

    expect(head).toMatchObject({ text: '', headers: { 'content-length': '5' } })
    expect(none.headers['content-length']).toBeUndefined()
  })

  it('writes each of several cookies as a line of its own', async () => {
    const port = await listen(() => ({ status: 200, headers: { 'Set-Cookie': ['a=1', 'b=2'] }, body: Buffer.from('x') }))

    expect((await send(port, {})).headers['set-cookie']).toEqual(['a=1', 'b=2'])
  })

  it('lets nobody inject a header', async () => {
    const port = await listen(() => ({ status: 200, headers: { 'X-Name': 'a\r\nSet-Cookie: x=1' }, body: 'x' }))

    const answer = await send(port, {})

    expect(answer.status).toBe(500)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('survives clients that leave in the middle of their body or of their answer', async () => {
    const seen: string[] = []
    const port = await listen(async ({ path, readBody }) => {
      const body = await readBody(100).catch((error: Error) => error.name)
      seen.push(String(body))
      return ok(path)
    })
    const leaving = connect(port, '127.0.0.1')
    leaving.write('POST /gone HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf')
    await once(leaving, 'connect')
    await new Promise((resolve) => setImmediate(resolve))
    leaving.resetAndDestroy()
    await expect.poll(() => seen).toEqual(['ClientGoneError'])

    expect((await send(port, { path: '/still-here' })).text).toBe('/still-here')
  })
})

describe('the path below the mount point', () => {
  it.each([
    ['', '/a', '/a'],
    ['/base', '/base/a', '/a'],
    ['/base', '/base', '/'],
    ['/base', '/basement', ''],
    ['/base', '/a', ''],
    ['/base', 'http://x/base/a', ''],
  ])('of %j and %j is %j', (basePath, path, below) => {
    expect(pathBelow(basePath, path)).toBe(below)
  })
})
