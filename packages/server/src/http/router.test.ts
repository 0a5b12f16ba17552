import { auphonic } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'

describe('the router', () => {
  it('answers what is not there with 404, and a bug of a path with no more', async () => {
    const server = await startHttpServer()
    for (const path of ['/', '/oauth/token/', '/oauth//token', '/OAUTH/TOKEN', '/%6Fauth/token', '/constructor', '/oauth/token%00']) {
      const answer = await server.send(path, { method: 'POST' })
      expect(answer, path).toMatchObject({ status: 404, body: { error: 'invalid_request' } })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it.each([
    ['/oauth2/token', 'There is nothing at this address. There is something at /oauth2/token/: mind the slash at the end.'],
    ['/api/user.json/', 'There is nothing at this address. There is something at /api/user.json: mind the slash at the end.'],
    ['/oauth2/token///', 'There is nothing at this address.'],
    ['/oauth2', 'There is nothing at this address.'],
  ])('says which address is right when %s differs by a slash', async (path, sentence) => {
    const server = await startHttpServer({ platform: auphonic })

    const answer = await server.send(path, { method: 'POST' })

    expect(answer).toMatchObject({ status: 404, body: { error: 'invalid_request', error_description: sentence } })
  })

  it('shows a page to who looks with a browser', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

    const nowhere = await server.send('/account/nothing', { headers: { accept } })
    const nearby = await server.send('/oauth2/authorize', { headers: { accept } })

    expect([nowhere.status, nearby.status]).toEqual([404, 404])
    expect(nowhere.text).toContain('There is nothing here')
    expect(nowhere.headers.get('x-frame-options')).toBe('DENY')
    expect(nearby.text).toContain('mind the slash at the end')
  })

  it.each([undefined, '*/*', 'application/json'])('tells a program in JSON, which accepts %s', async (accept) => {
    const server = await startHttpServer()

    const answer = await server.send('/account/nothing', accept === undefined ? {} : { headers: { accept } })

    expect(answer).toMatchObject({
      status: 404,
      body: { error: 'invalid_request', error_description: 'There is nothing at this address.' },
    })
    expect(answer.headers.get('content-type')).toContain('application/json')
  })

  it('says it with the path that the server stands at', async () => {
    const server = await startHttpServer({ platform: auphonic, baseUrl: 'https://platform.example/auphonic' })

    expect((await server.send('/auphonic/oauth2/authorize')).body.error_description).toContain(' /auphonic/oauth2/authorize/:')
  })

  it.each(['/oauth/token', '/oauth/revoke', '/oauth/userinfo', '/oauth/jwks', '/.well-known/openid-configuration'])(
    '[Fetch §4.8] lets pages of any origin ask %s, naming each header',
    async (path) => {
      const server = await startHttpServer()

      const { status, headers } = await server.send(path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })

      expect(status).toBe(204)
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-headers')).toBe(
        'authorization, content-type, dpop, connect-protocol-version, connect-timeout-ms',
      )
      expect(headers.get('access-control-allow-methods')).toContain('OPTIONS')
      expect(headers.get('access-control-max-age')).toBe('7200')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    },
  )

  it.each(['/oauth/authorize', '/interaction/sign-in', '/interaction/consent', '/oauth/introspect'])(
    'lets no foreign page read %s, not even its errors',
    async (path) => {
      const server = await startHttpServer()
      for (const method of ['OPTIONS', 'GET', 'POST', 'PUT']) {
        const { headers } = await server.send(path, { method, headers: { origin: 'https://app.example' } })
        expect(headers.get('access-control-allow-origin')).toBeNull()
      }
    },
  )

  it('[RFC 9110 §9.3.2] answers HEAD as GET, without the body', async () => {
    const server = await startHttpServer()

    const head = await server.send('/oauth/jwks', { method: 'HEAD' })
    const get = await server.send('/oauth/jwks')

    expect(head).toMatchObject({ status: 200, text: '' })
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })

  it('[RFC 9110 §9.2.1] refuses HEAD where a GET gives out a code', async () => {
    const server = await startHttpServer()

    const head = await server.send('/oauth/authorize', { method: 'HEAD' })

    expect(head).toMatchObject({ status: 405, text: '' })
    expect(head.headers.get('allow')).toBe('GET, POST, OPTIONS')
  })
})

describe('an authorization server', () => {
  it('speaks the web-standard Request as it speaks node:http', async () => {
    const server = await startHttpServer({ baseUrl: 'https://platform.example/door' })

    const answer = await server.server.fetch(new Request('https://platform.example/door/oauth/userinfo'))

    expect(answer.status).toBe(401)
    expect((await server.server.fetch(new Request('https://platform.example/oauth/userinfo'))).status).toBe(404)
  })
})
