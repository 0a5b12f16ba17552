import { calculateJwkThumbprint } from 'jose'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'

describe('the JWKS endpoint', () => {
  it('[RFC 7517 §9.2] publishes the public half of each key, and nothing of the private one', async () => {
    const server = await startHttpServer()

    const { body, headers } = await server.send('/oauth/jwks')

    const base64url = expect.stringMatching(/^[\w-]{43}$/)
    expect(body).toEqual({
      keys: [{ kty: 'EC', crv: 'P-256', x: base64url, y: base64url, kid: base64url, alg: 'ES256', use: 'sig' }],
    })
    expect(body.keys[0].kid).toBe(await calculateJwkThumbprint(body.keys[0]))
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect((await server.send('/oauth/jwks')).body).toEqual(body)
  })
})
