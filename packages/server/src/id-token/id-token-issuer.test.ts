import { createHash } from 'node:crypto'
import { audius } from '@stagedoor/platforms'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'

describe('an ID token', () => {
  it('[OpenID Connect Core §2] says who signed in, when, to whom; verified with the published key', async () => {
    const server = await startHttpServer()
    const now = server.context.now()
    const { body } = await server.signIn({ scope: ['openid'], nonce: 'n-0S6_WzA2Mj', authenticatedAt: now - 60 })

    const keys = createLocalJWKSet((await server.send('/oauth/jwks')).body)
    const { payload, protectedHeader } = await jwtVerify(body.id_token, keys, {
      issuer: 'https://platform.example',
      audience: server.client.id,
      algorithms: ['ES256'],
      currentDate: new Date(server.context.clock()),
    })

    expect(protectedHeader).toEqual({ alg: 'ES256', kid: expect.any(String), typ: 'JWT' })
    expect(payload).toEqual({
      iss: 'https://platform.example',
      sub: 'user-ada',
      aud: server.client.id,
      exp: now + 3600,
      iat: now,
      auth_time: now - 60,
      nonce: 'n-0S6_WzA2Mj',
      at_hash: createHash('sha256').update(body.access_token).digest().subarray(0, 16).toString('base64url'),
    })
  })

  it('comes with the scope openid only, and only where OpenID Connect is spoken', async () => {
    const server = await startHttpServer()
    const plain = await startHttpServer({ platform: audius })

    expect((await server.signIn({ scope: ['profile'] })).body).not.toHaveProperty('id_token')
    expect((await plain.signIn({ scope: ['openid'] })).body).not.toHaveProperty('id_token')
  })

  it('has one key, however many ask for it first', async () => {
    const server = await startHttpServer()

    await Promise.all([...Array.from({ length: 5 }, () => server.send('/oauth/jwks')), server.signIn({ scope: ['openid'] })])

    expect(await server.store.signingKeys.list()).toHaveLength(1)
  })

  it('asks again for a key that could not be loaded', async () => {
    let isBroken = true
    const server = await startHttpServer({
      wrapStore: (store) => ({
        ...store,
        signingKeys: {
          list: () => (isBroken ? Promise.reject(new Error('broken')) : store.signingKeys.list()),
          addFirst: (key) => store.signingKeys.addFirst(key),
          rotate: (key, replacedBefore) => store.signingKeys.rotate(key, replacedBefore),
        },
      }),
    })

    expect((await server.signIn({ scope: ['openid'] })).status).toBe(500)
    isBroken = false
    expect((await server.signIn({ scope: ['openid'] })).status).toBe(200)
  })
})
