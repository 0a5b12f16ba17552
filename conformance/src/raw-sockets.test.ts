import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendAndBreak, sendRaw } from './raw-request.ts'
import { type PlatformId, type RegisteredApp, redirectUri, registerApp } from './registered-app.ts'
import { type OpenStagedoor, runOpenStagedoor } from './stored-rows.ts'

const platforms: readonly PlatformId[] = ['standard', 'audius']

describe.each(platforms)('what no client library would send to %s', (platform) => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp
  let host: string
  let cookie: string
  let tokenPath: string
  let authorizationPath: string

  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, platform)
    host = new URL(stagedoor.url).host
    cookie = await app.signedInCookie()
    tokenPath = new URL(app.endpoint('token')).pathname
    authorizationPath = new URL(app.endpoint('authorization')).pathname
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const send = (lines: readonly string[], body = '') => sendRaw(stagedoor.url, `${lines.join('\r\n')}\r\n\r\n${body}`)
  const query = (state: string): string => `${new URL(app.authorizationUrl({ state: undefined })).search}&state=${state}`
  const grant = (code: string): string =>
    new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: app.clientId,
      code_verifier: app.codeVerifier,
    }).toString()
  const form = 'Content-Type: application/x-www-form-urlencoded'

  it.each(['%0d%0aSet-Cookie:%20stolen=1', '%0aX-Injected:%201', '%e5%98%8a%e5%98%8dSet-Cookie:%20stolen=1'])(
    '[RFC 9110 §5.5] no header is injected by the state %s',
    async (state) => {
      const { statuses, text } = await send([
        `GET ${authorizationPath}${query(state)} HTTP/1.1`,
        `Host: ${host}`,
        `Cookie: ${cookie}`,
        'Connection: close',
      ])

      expect(statuses).toEqual([303])
      expect(text).toMatch(/^Location: https:\/\/app\.example\/callback[?#]error=invalid_request&/m)
      expect(text).not.toMatch(/stolen|injected/i)
    },
  )

  it('[RFC 9112 §3] a request line with a bare line break or NUL is refused', async () => {
    for (const target of [`${authorizationPath}?state=a\nX: b`, `${authorizationPath}?state=a\0b`]) {
      const { statuses, text } = await send([`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close'])
      expect(statuses).toEqual([400])
      expect(text).not.toMatch(/node_modules|\.ts:/)
    }
  })

  it('[RFC 6585 §5] headers of 64 KiB are refused', async () => {
    const { statuses } = await send([`GET ${authorizationPath} HTTP/1.1`, `Host: ${host}`, `Cookie: ${'a'.repeat(65_536)}`])
    expect(statuses).toEqual([431])
  })

  it('a body aborted half way spends nothing', async () => {
    const body = grant(await app.code())
    const before = stagedoor.countRows(platform)
    const head = [`POST ${tokenPath} HTTP/1.1`, `Host: ${host}`, form, `Content-Length: ${body.length}`].join('\r\n')

    await sendAndBreak(stagedoor.url, `${head}\r\n\r\n${body.slice(0, -10)}`)

    expect(stagedoor.countRows(platform)).toEqual(before)
    expect((await send([head, 'Connection: close'], body)).statuses).toEqual([200])
  })

  it('[RFC 9112 §9.3.2] two exchanges of one code in one packet are answered in order, and the second is a replay', async () => {
    const body = grant(await app.code())
    const head = [`POST ${tokenPath} HTTP/1.1`, `Host: ${host}`, form, `Content-Length: ${body.length}`]

    const { statuses } = await send(head, `${body}${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`)

    expect(statuses).toEqual([200, 400])
  })

  it('[RFC 9112 §6.1] Transfer-Encoding and Content-Length at once is refused: one of them smuggles', async () => {
    const code = await app.code()
    const body = grant(code)
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`

    const { statuses } = await send(
      [`POST ${tokenPath} HTTP/1.1`, `Host: ${host}`, form, 'Content-Length: 6', 'Transfer-Encoding: chunked'],
      chunked,
    )

    expect(statuses).toEqual([400])
    expect((await app.exchange(code)).status).toBe(200)
  })

  it.each(['/%ff%fe', '/%00', '/%2e%2e/%2e%2e/etc/passwd', '/../../etc/passwd', '/\xff\xfe', '//evil.example/'])(
    'there is nothing at %j',
    async (path) => {
      const { statuses, text } = await send([`GET /${platform}${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close'])
      expect(statuses.length).toBe(1)
      expect([400, 404]).toContain(statuses[0])
      expect(text).not.toMatch(/root:|\r\nLocation:|\.ts:/i)
    },
  )

  it('[RFC 9112 §2.3] HTTP/1.0 is answered, and the connection closed', async () => {
    const { statuses } = await send([`GET ${authorizationPath} HTTP/1.0`, `Host: ${host}`])
    expect(statuses).toEqual([400])
  })

  it('[RFC 9112 §3.2.2] the absolute form gives nobody another origin', async () => {
    const { statuses, text } = await send([
      `GET http://evil.example${authorizationPath}${query('a')} HTTP/1.1`,
      `Host: ${host}`,
      `Cookie: ${cookie}`,
      'Connection: close',
    ])
    expect([200, 400, 404, 421]).toContain(statuses[0])
    expect(text).not.toContain('code=')
    expect(text).not.toContain('evil.example')
  })

  it.each(['evil.example', 'evil.example:80', '169.254.169.254', '127.0.0.1.evil.example', ''])(
    '[RFC 9110 §15.5.20] a request for the host %j is misdirected',
    async (unknown) => {
      const { statuses, text } = await send([
        `GET ${authorizationPath}${query('a')} HTTP/1.1`,
        `Host: ${unknown}`,
        `Cookie: ${cookie}`,
        'Connection: close',
      ])
      expect(statuses).toEqual([421])
      expect(text).not.toContain('code=')
    },
  )

  it('[RFC 9112 §3.2] a request without a Host, or with two, is refused', async () => {
    for (const hosts of [[], [`Host: ${host}`, 'Host: evil.example']]) {
      const { statuses } = await send([
        `GET ${authorizationPath}${query('a')} HTTP/1.1`,
        ...hosts,
        `Cookie: ${cookie}`,
        'Connection: close',
      ])
      expect(statuses).toEqual([400])
    }
  })

  it('signs people in as before, after all that', async () => {
    const fresh = await registerApp(stagedoor, platform)
    const { accessToken } = await fresh.logInByForms()
    expect(await fresh.opens(accessToken)).toBe(true)
  })
})
