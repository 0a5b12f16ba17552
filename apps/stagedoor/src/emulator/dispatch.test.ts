import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Announcement } from './announcement.ts'
import { startEmulator } from './start-emulator.ts'

let announcement: Announcement

beforeAll(async () => {
  const emulator = await startEmulator()
  announcement = emulator.announcement
  return () => emulator.close()
})

/** `fetch` does not let a program choose `Host`. */
async function send(path: string, options: { host?: string; method?: string; headers?: Record<string, string> } = {}) {
  const { hostname, port, host } = new URL(announcement.url)
  const sent = request({
    hostname,
    port,
    path,
    method: options.method ?? 'GET',
    headers: { ...options.headers, host: options.host ?? host },
  })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return { status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) }
}

const wellKnown = '/.well-known/oauth-authorization-server'

describe('a request to this machine', () => {
  it('[RFC 8414 §3.1] finds the metadata below the issuer, and with the well-known part before its path', async () => {
    const below = await send(`/standard${wellKnown}`)
    const inserted = await send(`${wellKnown}/standard`)
    const openid = await send('/.well-known/openid-configuration/standard')

    expect(below.json().issuer).toBe(`${announcement.url}/standard`)
    expect(inserted.text).toBe(below.text)
    expect(openid.text).toBe(below.text)
    expect((await send(`${wellKnown}/audius`)).json().issuer).toBe(`${announcement.url}/audius`)
    expect((await send(`${wellKnown}/unknown`)).status).toBe(404)
  })

  it('is served as localhost, too, under the one issuer', async () => {
    const { port } = new URL(announcement.url)

    expect((await send(`/standard${wellKnown}`, { host: `localhost:${port}` })).json().issuer).toBe(`${announcement.url}/standard`)
  })

  it.each(['/standardised/x', '/nothing', '//standard/oauth/authorize', '/_controlled', '/standard'])(
    'finds nothing at %s',
    async (path) => {
      const answer = await send(path)

      expect(answer.status).toBe(404)
      expect(answer.json().error).toBe('not_found')
    },
  )
})

describe('a request to another host', () => {
  it.each([
    'evil.example',
    'stagedoor.invalid',
    '127.0.0.1',
    'localhost',
    '127.0.0.1.evil.example:80',
    'audius-api.evil.example',
    'audius-api:80',
  ])('gets 421 when that is %s, whatever the path: DNS rebinding reaches nothing', async (host) => {
    for (const path of ['/', `/standard${wellKnown}`, '/_control/clock']) {
      expect(await send(path, { host })).toMatchObject({ status: 421, headers: { 'content-type': 'application/json' } })
    }
  })

  it('[RFC 9112 §3.2] gets 400 without a host', async () => {
    const socket = connect(Number(new URL(announcement.url).port), '127.0.0.1')
    socket.end('GET / HTTP/1.1\r\n\r\n')
    const [chunk] = await once(socket, 'data')
    socket.destroy()

    expect(String(chunk)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each([
    ['audius-api', 'http://audius-api'],
    ['AUDIUS-API', 'http://audius-api'],
    ['api.audius.co', 'https://api.audius.co'],
  ])('reaches the platform at its root when that is its own: %s', async (host, origin) => {
    const metadata = (await send(wellKnown, { host })).json()

    expect(metadata).toMatchObject({ issuer: origin, token_endpoint: `${origin}/v1/oauth/token`, userinfo_endpoint: `${origin}/v1/me` })
  })

  it('keeps the control API to this machine', async () => {
    expect((await send('/_control/clock', { host: 'audius-api' })).status).toBe(404)
  })

  it('shares clients between the hosts of a platform', async () => {
    const clientId = announcement.platforms.audius?.clients[0]?.clientId ?? ''
    const query = new URLSearchParams({
      response_type: 'code',
      api_key: clientId,
      redirect_uri: 'http://127.0.0.1:5173/',
      scope: 'read',
      state: 'a state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const there = await send(`/v1/oauth/authorize?${query}`, { host: 'audius-api' })
    const here = await send(`/audius/v1/oauth/authorize?${query}`)

    expect(there.headers.location).toMatch(/^\/interaction\/sign-in\?transaction=/)
    expect(here.headers.location).toMatch(/^\/audius\/interaction\/sign-in\?transaction=/)
  })
})

describe('the sample API of a platform', () => {
  it('answers the health check that @audius/sdk begins with, to pages of any origin', async () => {
    for (const answer of [await send('/health_check', { host: 'audius-api' }), await send('/audius/health_check?x=1')]) {
      expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' } })
      expect(answer.json()).toMatchObject({ data: { healthy: true } })
    }
  })

  it('knows the name of an app by its key', async () => {
    const { clientId = '' } = announcement.platforms.audius?.clients[0] ?? {}

    expect((await send(`/v1/developer_apps/0x${clientId.toUpperCase()}`, { host: 'audius-api' })).json()).toEqual({
      data: { address: `0x${clientId}`, name: 'Stagedoor demo', description: '', image_url: null },
    })
    expect((await send('/v1/developer_apps/0xffff', { host: 'audius-api' })).status).toBe(404)
    expect((await send('/v1/developer_apps/', { host: 'audius-api' })).status).toBe(404)
  })

  it('answers a preflight, and 405 to other methods', async () => {
    const preflight = await send('/health_check', { host: 'audius-api', method: 'OPTIONS' })
    const posted = await send('/health_check', { host: 'audius-api', method: 'POST' })

    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': '*' } })
    expect(posted).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } })
  })

  it('belongs to that platform only', async () => {
    expect((await send('/standard/health_check')).status).toBe(404)
  })
})

describe('a profile picture', () => {
  it('is a picture of its own for every account, the same every time', async () => {
    const [mira, again, jonas] = await Promise.all([
      send('/_pictures/audius/mira/150x150.svg'),
      send('/_pictures/audius/mira/150x150.svg', { host: 'audius-api' }),
      send('/_pictures/audius/jonas/150x150.svg'),
    ])

    expect(mira).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'; sandbox" },
    })
    expect(mira.text).toMatch(/^<svg [^>]+ width="150" height="150">/)
    expect(again.text).toBe(mira.text)
    expect(jonas.text).not.toBe(mira.text)
  })

  it.each(['mira/150x480.svg', 'mira/x.svg', '%ff/150x150.svg', 'mira/150x150.png', '150x150.svg', 'a/b/150x150.svg'])(
    'is not found at %s',
    async (path) => {
      expect((await send(`/_pictures/audius/${path}`)).status).toBe(404)
    },
  )
})

describe('the front page', () => {
  it('lists platforms, accounts and clients, and runs nothing', async () => {
    const page = await send('/')

    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src 'self'; frame-ancestors 'none'/,
    )
    for (const text of ['Audius', 'mira', 'stage-demo', 'stagedoor-demo-web-app', `${announcement.url}/audius/v1/oauth/authorize`]) {
      expect(page.text.toLowerCase()).toContain(text.toLowerCase())
    }
    expect(page.text).not.toContain('<script')
    expect(await send('/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
    expect(await send('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })
})
