import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCertificateAuthority } from './certificate-authority.ts'
import { listenLocally } from './local-server.ts'
import { startTlsFront } from './tls-front.ts'

interface Front {
  readonly port: number
  readonly ca: string
}

async function startFront(emulator: RequestListener): Promise<Front> {
  const behind = await listenLocally(createServer(emulator))
  const authority = createCertificateAuthority(['api.audius.co'], Math.floor(Date.now() / 1000))
  const front = await startTlsFront(authority.issue(['api.audius.co']), behind.port)
  onTestFinished(async () => {
    await front.close()
    await behind.close()
  })
  return { port: front.port, ca: authority.certificatePem }
}

/** Sends bytes over TLS and answers all that comes back. */
async function sendRaw({ port, ca }: Front, bytes: string): Promise<string> {
  const socket = connectTls({ port, host: '127.0.0.1', servername: 'api.audius.co', ca, ALPNProtocols: ['http/1.1'] })
  let answer = ''
  socket.on('error', () => undefined).on('data', (chunk) => (answer += String(chunk)))
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

async function openHttp2({ port, ca }: Front): Promise<ClientHttp2Session> {
  const session = connectHttp2('https://api.audius.co', {
    createConnection: () => connectTls({ port, host: '127.0.0.1', servername: 'api.audius.co', ca, ALPNProtocols: ['h2'] }),
  })
  onTestFinished(() => session.destroy())
  await once(session, 'connect')
  return session
}

async function read(message: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of message) text += String(chunk)
  return text
}

describe('HTTP/1.1 behind TLS', () => {
  it('arrives byte for byte: nothing is mended on the way', async () => {
    const seen: IncomingMessage[] = []
    const front = await startFront((request, response) => {
      seen.push(request)
      response.end('answered')
    })
    const answer = await sendRaw(
      front,
      'GET /a/../%zz?x= HTTP/1.1\r\nhOsT: api.audius.co\r\nX-Twice: 1\r\nX-Twice: 2\r\nConnection: close\r\n\r\n',
    )

    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*answered/)
    expect(seen[0]?.url).toBe('/a/../%zz?x=')
    expect(seen[0]?.rawHeaders).toEqual(['hOsT', 'api.audius.co', 'X-Twice', '1', 'X-Twice', '2', 'Connection', 'close'])
  })

  it('breaks off where the emulator breaks off', async () => {
    const front = await startFront((request) => request.socket.destroy())

    expect(await sendRaw(front, 'GET / HTTP/1.1\r\nHost: api.audius.co\r\n\r\n')).toBe('')
  })
})

describe('HTTP/2 behind TLS', () => {
  it('[RFC 9113 §8.3.1] is translated, with :authority as Host and without the port that is the scheme’s own', async () => {
    const front = await startFront(async (request, response) => {
      const body = await read(request)
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], connection: 'close' })
      response.end(JSON.stringify([request.method, request.url, request.headers.host, request.headers['x-mine'], body]))
    })
    const session = await openHttp2(front)
    const stream = session.request({ ':method': 'POST', ':path': '/v1/me?a=b', ':authority': 'api.audius.co:443', 'x-mine': 'yes' })
    stream.end('{}')
    const [headers]: IncomingHttpHeaders[] = await once(stream, 'response')

    expect(headers).toMatchObject({ ':status': 201, 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] })
    expect(headers?.connection).toBeUndefined()
    expect(JSON.parse(await read(stream))).toEqual(['POST', '/v1/me?a=b', 'api.audius.co', 'yes', '{}'])
  })

  it('answers many requests of one connection at once', async () => {
    const front = await startFront((request, response) => void response.end(request.url))
    const session = await openHttp2(front)
    const paths = Array.from({ length: 50 }, (_, index) => `/${index}`)
    const answers = await Promise.all(paths.map((path) => read(session.request({ ':path': path }))))

    expect(answers).toEqual(paths)
  })

  it.each([
    ['before the headers', (request: IncomingMessage): unknown => request.socket.destroy()],
    [
      'in the body',
      (request: IncomingMessage, response: Parameters<RequestListener>[1]): unknown =>
        response.writeHead(200, { 'content-length': '100' }).write('some', () => request.socket.destroy()),
    ],
  ])('breaks the stream where the emulator breaks off %s, and keeps the connection', async (_, listener) => {
    const front = await startFront((request, response) => {
      if (request.url === '/breaks') listener(request, response)
      else response.end('whole')
    })
    const session = await openHttp2(front)

    await expect(read(session.request({ ':path': '/breaks' }))).rejects.toThrow('NGHTTP2_INTERNAL_ERROR')
    expect(await read(session.request({ ':path': '/' }))).toBe('whole')
  })

  it('passes on a large body whole', async () => {
    const front = await startFront(async (request, response) => void response.end(String((await read(request)).length)))
    const session = await openHttp2(front)
    const stream = session.request({ ':method': 'POST', 'content-length': 5_000_000 })
    stream.end('x'.repeat(5_000_000))

    expect(await read(stream)).toBe('5000000')
  })

  it('passes on the refusal of a large body that the emulator does not read', async () => {
    const front = await startFront((_, response) => void response.writeHead(413, { connection: 'close' }).end('too large'))
    const session = await openHttp2(front)
    const stream = session.request({ ':method': 'POST', 'content-length': 5_000_000 })
    stream.end('x'.repeat(5_000_000))
    const [headers]: IncomingHttpHeaders[] = await once(stream, 'response')

    expect([headers?.[':status'], await read(stream)]).toEqual([413, 'too large'])
  })

  it('tells the emulator when the client gives up', async () => {
    const arrived = Promise.withResolvers<IncomingMessage>()
    const front = await startFront((request) => arrived.resolve(request))
    const session = await openHttp2(front)
    const stream = session.request({ ':path': '/' })
    const request = await arrived.promise
    stream.close()
    await once(request.socket, 'close')

    expect(request.socket.destroyed).toBe(true)
  })
})
