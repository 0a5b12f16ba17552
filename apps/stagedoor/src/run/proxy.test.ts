import { once } from 'node:events'
import { createServer, type RequestListener, request as startRequest } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type LocalServer, listenLocally } from './local-server.ts'
import { startProxy } from './proxy.ts'
import type { Reach } from './routes.ts'

/** A server of the test that tells who answered and what was asked. */
async function startServer(name: string, listener?: RequestListener): Promise<LocalServer> {
  const tell: RequestListener = (request, response) => void response.end(`${name} ${request.method} ${request.headers.host} ${request.url}`)
  const server = await listenLocally(createServer(listener ?? tell))
  onTestFinished(() => server.close())
  return server
}

async function start(environment: Readonly<Record<string, string>> = {}, emulatorListener?: RequestListener, reach: Reach = 'everywhere') {
  const [emulator, tlsFront, outside] = await Promise.all([
    startServer('emulator', emulatorListener),
    startServer('tls-front'),
    startServer('outside'),
  ])
  const hosts = { secure: ['api.audius.co'], plain: ['audius-api'] }
  const proxy = await startProxy({ hosts, reach, emulatorPort: emulator.port, tlsFrontPort: tlsFront.port, environment })
  onTestFinished(() => proxy.close())
  return { proxy, outside }
}

/** Asks a proxy for something, in the words that are given. */
async function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const request = startRequest({ port, host: '127.0.0.1', path, agent: false, ...options })
  request.end(options.body)
  const [response] = await once(request, 'response')
  // An answer that came before all of a large body was sent is an answer.
  request.on('error', () => undefined)
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode, headers: response.headers, body }
}

/** Opens a tunnel and asks for `/` at its other end; answers what the proxy refused with instead, if it did. */
async function askThroughTunnel(port: number, target: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
  await once(socket, 'data')
  if (text.startsWith('HTTP/1.1 200')) socket.write('GET / HTTP/1.1\r\nHost: inner\r\nConnection: close\r\n\r\n')
  await once(socket, 'close')
  return text.split('\r\n\r\n').at(-1) ?? ''
}

describe('a tunnel through the proxy (RFC 9110 §9.3.6)', () => {
  it('leads a platform’s host to the TLS front, its plain one to the emulator, all else outside', async () => {
    const { proxy, outside } = await start()

    expect(await askThroughTunnel(proxy.port, 'api.audius.co:443')).toBe('tls-front GET inner /')
    expect(await askThroughTunnel(proxy.port, 'audius-api:80')).toBe('emulator GET inner /')
    expect(await askThroughTunnel(proxy.port, `127.0.0.1:${outside.port}`)).toBe('outside GET inner /')
    expect(await askThroughTunnel(proxy.port, `localhost:${outside.port}`)).toBe('outside GET inner /')
  })

  it('never leads a platform’s host outside, on whatever port', async () => {
    const { proxy } = await start()

    expect(await askThroughTunnel(proxy.port, 'api.audius.co:8443')).toMatch(/has nothing on api\.audius\.co:8443/)
  })

  it.each([
    ['127.0.0.1:1', /ECONNREFUSED/],
    ['[::1]:1', /ECONNREFUSED|EADDRNOTAVAIL/],
    ['127.0.0.1', /^CONNECT needs a host and a port\.\n$/],
    ['http://127.0.0.1:1/', /^CONNECT needs a host and a port\.\n$/],
    ['127.0.0.1:99999', /^CONNECT needs a host and a port\.\n$/],
  ])('says why there is none to %s', async (target, words) => {
    const { proxy } = await start()

    expect(await askThroughTunnel(proxy.port, target)).toMatch(words)
  })

  it('passes on what the other side says first', async () => {
    const { proxy } = await start()
    const greeter = await listenLocally(createTcpServer((socket) => void socket.end('220 hello')))
    onTestFinished(() => greeter.close())
    const socket = connect(proxy.port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => (text += String(chunk)))
    socket.write(`CONNECT 127.0.0.1:${greeter.port} HTTP/1.1\r\n\r\n`)
    await once(socket, 'close')

    expect(text).toBe('HTTP/1.1 200 Connection Established\r\n\r\n220 hello')
  })

  it('goes on through the person’s own proxy, with its credentials', async () => {
    const targets: unknown[] = []
    const parent = createServer()
    parent.on('connect', (request, socket) => {
      targets.push([request.url, request.headers['proxy-authorization']])
      socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\nfrom afar')
    })
    const { port, close } = await listenLocally(parent)
    onTestFinished(close)
    const { proxy } = await start({ HTTPS_PROXY: `http://me:secret@127.0.0.1:${port}` })

    expect(await askThroughTunnel(proxy.port, 'www.example.com:443')).toBe('from afar')
    expect(await askThroughTunnel(proxy.port, 'api.audius.co:443')).toBe('tls-front GET inner /')
    expect(targets).toEqual([['www.example.com:443', `Basic ${btoa('me:secret')}`]])
  })

  it('says when the person’s own proxy refuses', async () => {
    const parent = createServer()
    parent.on('connect', (_, socket) => void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    const { port, close } = await listenLocally(parent)
    onTestFinished(close)
    const { proxy } = await start({ ALL_PROXY: `http://127.0.0.1:${port}` })

    expect(await askThroughTunnel(proxy.port, 'www.example.com:443')).toBe(
      `the proxy 127.0.0.1:${port} answered 407 to CONNECT www.example.com:443\n`,
    )
  })
})

describe('a proxy that is to stay on this machine', () => {
  it('leads nothing anywhere else', async () => {
    const { proxy, outside } = await start({}, undefined, 'this-machine')
    const refusal = 'stagedoor run --offline: www.example.com:443 is neither this machine nor an address of a platform.\n'
    const plain = await ask(proxy.port, 'http://www.example.com/')

    expect(await askThroughTunnel(proxy.port, 'www.example.com:443')).toBe(refusal)
    expect([plain.status, plain.body]).toEqual([502, refusal.replace(':443', '')])
    expect(await askThroughTunnel(proxy.port, 'api.audius.co:443')).toBe('tls-front GET inner /')
    expect(await askThroughTunnel(proxy.port, `127.0.0.1:${outside.port}`)).toBe('outside GET inner /')
  })
})

describe('a plain request through the proxy (RFC 9112 §3.2.2)', () => {
  it('leads a platform’s plain host to the emulator and all else outside, as it was sent', async () => {
    const { proxy, outside } = await start()
    const toOutside = await ask(proxy.port, `http://127.0.0.1:${outside.port}/a?b`, { headers: { Host: 'named' } })

    expect((await ask(proxy.port, 'http://audius-api/v1/../%zz?x', { headers: { Host: 'audius-api' } })).body).toBe(
      'emulator GET audius-api /v1/../%zz?x',
    )
    expect((await ask(proxy.port, 'http://audius-api?x', { headers: { Host: 'audius-api' } })).body).toBe('emulator GET audius-api /?x')
    expect(toOutside.body).toBe('outside GET named /a?b')
  })

  it('leads an https address that is asked for in the clear to the emulator, as some HTTP clients ask', async () => {
    const { proxy } = await start()

    expect((await ask(proxy.port, 'https://api.audius.co/v1/me', { headers: { Host: 'api.audius.co' } })).body).toBe(
      'emulator GET api.audius.co /v1/me',
    )
  })

  it('sends plain http for a platform’s https host to https, as the platform would', async () => {
    const { proxy } = await start()
    const asked = await ask(proxy.port, 'http://api.audius.co/v1/me?a=b')
    const led = await ask(proxy.port, '/v1/me?a=b', { headers: { Host: 'api.audius.co' } })

    for (const { status, headers } of [asked, led]) expect([status, headers.location]).toEqual([301, 'https://api.audius.co/v1/me?a=b'])
    expect((await ask(proxy.port, 'http://api.audius.co:8080/')).status).toBe(502)
  })

  it('[RFC 9110 §7.6.1] passes on body, letter case and repetition, and keeps what is for the proxy alone', async () => {
    const { proxy } = await start({}, async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      response.writeHead(418, 'Short and stout', ['X-A', '1', 'X-A', '2', 'Keep-Alive', 'timeout=9'])
      response.end(JSON.stringify([request.rawHeaders, body]))
    })
    const { status, headers, body } = await ask(proxy.port, 'http://audius-api/', {
      method: 'POST',
      headers: { HoSt: 'audius-api', 'Content-Length': '4', 'Proxy-Authorization': 'Basic x', 'X-Hop': '1', Connection: 'close, x-hop' },
      body: 'body',
    })

    expect([status, headers['x-a'], headers['keep-alive']]).toEqual([418, '1, 2', undefined])
    expect(JSON.parse(body)).toEqual([['HoSt', 'audius-api', 'Content-Length', '4', 'Connection', 'close'], 'body'])
  })

  it('passes on the refusal of a large body that the emulator does not read', async () => {
    const { proxy } = await start({}, (_, response) => void response.writeHead(413, { connection: 'close' }).end('too large'))
    const { status, body } = await ask(proxy.port, 'http://audius-api/', {
      method: 'POST',
      headers: { 'Content-Length': '5000000' },
      body: 'x'.repeat(5_000_000),
    })

    expect([status, body]).toEqual([413, 'too large'])
  })

  it('breaks off where the emulator breaks off', async () => {
    const { proxy } = await start({}, (request) => request.socket.destroy())

    await expect(ask(proxy.port, 'http://audius-api/')).rejects.toThrow('socket hang up')
  })

  it('says which host cannot be reached', async () => {
    const { proxy } = await start()
    const { status, body } = await ask(proxy.port, 'http://127.0.0.1:1/')

    expect(status).toBe(502)
    expect(body).toMatch(/^stagedoor run: 127\.0\.0\.1:1 cannot be reached: connect ECONNREFUSED/)
  })

  it('goes on through the person’s own proxy, whole and with its credentials', async () => {
    const parent = await startServer(
      'parent',
      (request, response) => void response.end(`${request.url} ${request.headers['proxy-authorization']}`),
    )
    const { proxy } = await start({ http_proxy: `http://me:secret@127.0.0.1:${parent.port}`, no_proxy: '127.0.0.1' })

    expect((await ask(proxy.port, 'http://www.example.com/a?b')).body).toBe(`http://www.example.com/a?b Basic ${btoa('me:secret')}`)
  })

  it('is no way in for a web page, which cannot ask in a proxy’s words', async () => {
    const { proxy, outside } = await start()

    for (const host of [`127.0.0.1:${proxy.port}`, `127.0.0.1:${outside.port}`, 'evil.example']) {
      const { status, body } = await ask(proxy.port, `/http://127.0.0.1:${outside.port}/`, { headers: { Host: host } })
      expect([status, body]).toEqual([400, expect.stringContaining('HTTPS_PROXY')])
    }
  })

  it('listens on 127.0.0.1 alone', async () => {
    const { proxy } = await start()
    const socket = connect(proxy.port, '127.0.0.2')
    onTestFinished(() => void socket.destroy())
    const [error] = await once(socket, 'error')

    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  })
})
