import { audius, standard } from '@stagedoor/platforms'
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'
import { createAuthorizationServer } from '../authorization-server.ts'
import { rotateSigningKey } from './rotate-signing-key.ts'

type Server = Awaited<ReturnType<typeof startHttpServer>>

const lifetimeSeconds = standard.tokens.accessTokenLifetimeSeconds

async function listKeyIds(server: Server): Promise<string[]> {
  const { body } = await server.send('/oauth/jwks')
  return body.keys.map(({ kid }: { kid: string }) => kid)
}

async function signIn(server: Server): Promise<string> {
  const { body } = await server.signIn({ scope: ['openid'] })
  return body.id_token
}

describe('a rotation of the signing key', () => {
  it('[OpenID Connect Core §10.1.1] signs with the new key at once, and keeps the old one published while its ID tokens live', async () => {
    const server = await startHttpServer()
    const old = await signIn(server)
    const oldId = decodeProtectedHeader(old).kid

    const newId = await rotateSigningKey(server.context)
    const fresh = await signIn(server)
    const keys = createLocalJWKSet((await server.send('/oauth/jwks')).body)
    const currentDate = new Date(server.context.clock())

    expect(decodeProtectedHeader(fresh).kid).toBe(newId)
    expect(await listKeyIds(server)).toEqual([newId, oldId])
    for (const token of [old, fresh]) await expect(jwtVerify(token, keys, { currentDate })).resolves.toBeDefined()
  })

  it('takes the old key from the list when the last of its ID tokens has expired, not before', async () => {
    const server = await startHttpServer()
    await signIn(server)
    const newId = await rotateSigningKey(server.context)

    server.advance(lifetimeSeconds - 1)
    const before = await listKeyIds(server)
    server.advance(1)

    expect(before).toHaveLength(2)
    expect(await listKeyIds(server)).toEqual([newId])
  })

  it('deletes keys that are of no use any more, private half and all', async () => {
    const server = await startHttpServer()
    await rotateSigningKey(server.context)
    server.advance(lifetimeSeconds)
    await rotateSigningKey(server.context)

    expect(await server.store.signingKeys.list()).toHaveLength(2)
  })

  it('holds for every server of the same store', async () => {
    const server = await startHttpServer()
    await signIn(server)
    const other = createAuthorizationServer({ ...server.context, platform: standard, baseUrl: 'https://other.example' })

    const newId = await rotateSigningKey(other.context)

    expect(decodeProtectedHeader(await signIn(server)).kid).toBe(newId)
  })

  it('is never between two keys: sign-ins during fifty rotations verify with what is published then', async () => {
    const server = await startHttpServer()
    const rotating = Promise.all(Array.from({ length: 50 }, () => rotateSigningKey(server.context)))
    const tokens = await Promise.all(Array.from({ length: 10 }, () => signIn(server)))
    const ids = await rotating
    const keys = createLocalJWKSet((await server.send('/oauth/jwks')).body)

    expect(new Set(ids).size).toBe(50)
    for (const token of tokens) {
      await expect(jwtVerify(token, keys, { currentDate: new Date(server.context.clock()) })).resolves.toBeDefined()
    }
  })

  it('is refused where there are no ID tokens', async () => {
    const server = await startHttpServer({ platform: audius })

    await expect(rotateSigningKey(server.context)).rejects.toThrow('Audius does not speak OpenID Connect and signs no ID tokens.')
  })
})
