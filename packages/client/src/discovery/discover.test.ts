import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/fake-clock.ts'
import { codeOf } from '../../test/sign-in-world.ts'
import { discover } from './discover.ts'

const issuer = 'https://login.example/tenant'
const document = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['code'],
}

/** Answers by URL; everything else is 404. */
function server(answers: Readonly<Record<string, () => Response>>): { readonly asked: string[]; readonly fetch: typeof fetch } {
  const asked: string[] = []
  return {
    asked,
    fetch: async (input) => {
      asked.push(String(input))
      return answers[String(input)]?.() ?? new Response('Not found', { status: 404 })
    },
  }
}

const OPENID = `${issuer}/.well-known/openid-configuration`
const OAUTH = 'https://login.example/.well-known/oauth-authorization-server/tenant'

/** An answer that came from another URL than was asked. */
function answeredFrom(url: string): Response {
  return Object.defineProperty(Response.json(document), 'url', { value: url })
}

describe('discover', () => {
  it('[OpenID Connect Discovery §4.1] finds the document behind the path of the issuer', async () => {
    const { fetch, asked } = server({ [OPENID]: () => Response.json(document) })

    expect(await discover(issuer, { fetch })).toMatchObject({ issuer, endpoints: { token: `${issuer}/token` } })
    expect(asked).toEqual([OPENID])
  })

  it('[RFC 8414 §3.1] finds the document before the path, where the other place has none', async () => {
    const { fetch, asked } = server({ [OAUTH]: () => Response.json(document) })

    expect((await discover(issuer, { fetch })).endpoints.authorization).toBe(`${issuer}/authorize`)
    expect(asked).toEqual([OPENID, OAUTH])
  })

  it('[OpenID Connect Discovery §4.1] leaves out the slash at the end of an issuer, and compares with it', async () => {
    const { fetch } = server({
      'https://login.example/.well-known/openid-configuration': () => Response.json({ ...document, issuer: 'https://login.example/' }),
    })

    expect((await discover('https://login.example/', { fetch })).issuer).toBe('https://login.example/')
    expect(await codeOf(discover('https://login.example', { fetch }))).toBe('issuer_mismatch')
  })

  it('goes on where a page of HTML or a broken connection is in the way', async () => {
    const html = server({ [OPENID]: () => new Response('<!doctype html>'), [OAUTH]: () => Response.json(document) })
    const blocked = server({
      [OPENID]: () => {
        throw new TypeError('Failed to fetch')
      },
      [OAUTH]: () => Response.json(document),
    })

    expect(await discover(issuer, { fetch: html.fetch })).toMatchObject({ issuer })
    expect(await discover(issuer, { fetch: blocked.fetch })).toMatchObject({ issuer })
  })

  it('[RFC 8414 §3.3] takes no document of another issuer, and asks no second place then', async () => {
    const { fetch, asked } = server({ [OPENID]: () => Response.json({ ...document, issuer: 'https://evil.example' }) })

    expect(await codeOf(discover(issuer, { fetch }))).toBe('issuer_mismatch')
    expect(asked).toHaveLength(1)
  })

  it('takes a document through a redirect of the same host, and none of another', async () => {
    const slash = server({ [OPENID]: () => answeredFrom(`${OPENID}/`) })
    const away = server({ [OPENID]: () => answeredFrom('https://cdn.example/openid-configuration') })

    expect(await discover(issuer, { fetch: slash.fetch })).toMatchObject({ issuer })
    expect(await codeOf(discover(issuer, { fetch: away.fetch }))).toBe('configuration')
  })

  it.each(['http://login.example', 'ftp://login.example', 'login.example', 'https://login.example?a=b', 'https://login.example#a', ''])(
    '[RFC 8414 §2] asks nobody for %j, which is no issuer',
    async (wrong) => {
      const { fetch, asked } = server({})

      expect(await codeOf(discover(wrong, { fetch }))).toBe('configuration')
      expect(asked).toEqual([])
    },
  )

  it.each([
    { status: 404, body: '', code: 'configuration' },
    { status: 200, body: '<html>', code: 'configuration' },
    { status: 500, body: '', code: 'provider_unavailable' },
    { status: 429, body: '', code: 'rate_limited' },
    { status: 200, body: JSON.stringify({ issuer }), code: 'invalid_response' },
  ])('calls $status with $body $code', async ({ status, body, code }) => {
    const fetch = async (): Promise<Response> => new Response(body, { status, headers: { 'retry-after': '7' } })

    expect(await codeOf(discover(issuer, { fetch, clock: new FakeClock() }))).toBe(code)
  })

  it('is called off by its signal', async () => {
    const fetch: typeof globalThis.fetch = async (_, init) => {
      init?.signal?.throwIfAborted()
      return Response.json(document)
    }

    expect(await codeOf(discover(issuer, { fetch, signal: AbortSignal.abort() }))).toBe('cancelled')
  })
})
