import { audiusLegacy } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type Answer, type HttpTestServer, startHttpServer } from '../../../test/start-http-server.ts'
import type { User } from '../../ports/records.ts'
import { getWallet } from '../../signed-profile/get-wallet.ts'
import { signPersonalMessage } from '../../signed-profile/personal-message.ts'
import { signProfile } from '../../signed-profile/sign-profile.ts'

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

function verify(server: HttpTestServer, token: string, more = ''): Promise<Answer> {
  return server.send(`/v1/users/verify_token?token=${encodeURIComponent(token)}${more}`)
}

/** A JWT that `signer`'s own wallet signed, whatever it says. */
async function signAs(
  server: HttpTestServer,
  signer: User,
  payload: unknown,
  header: unknown = { typ: 'JWT', alg: 'keccak256' },
): Promise<string> {
  const { privateKey } = await getWallet(server.context, signer)
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${encode(signPersonalMessage(signed, privateKey))}`
}

describe('verifying a signed profile', () => {
  it('answers with the payload, below data and beside it, its moment as text, for pages of any origin', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const token = await signProfile(server.context, server.client, server.user)

    const { status, headers, body } = await verify(server, token, '&api_key=a1b2c3&app_name=App')

    const payload = {
      userId: server.user.number,
      email: null,
      name: 'ada the artist',
      handle: 'ada',
      verified: false,
      profilePicture: expect.objectContaining({ '150x150': 'https://pictures.example/p/150x150.jpg' }),
      sub: server.user.number,
      apiKey: server.client.id,
      iat: String(server.context.now()),
    }
    expect(status).toBe(200)
    expect(body).toEqual({ ...payload, data: payload })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('looks at the signature alone, whatever algorithm the header names', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const payload = { userId: server.user.number, sub: server.user.number }
    for (const header of [{ alg: 'none' }, { typ: 'JWT', alg: 'ES256K' }]) {
      expect((await verify(server, await signAs(server, server.user, payload, header))).status).toBe(200)
    }
    const unsigned = `${encode({ alg: 'none' })}.${encode(payload)}.`
    expect((await verify(server, unsigned)).status).toBe(400)
  })

  it.each([
    ['nothing', ''],
    ['one part', 'abc'],
    ['two parts', 'abc.def'],
    ['four parts', 'a.b.c.d'],
    ['a payload that is no base64url', `e30.***.${encode('0x00')}`],
    ['a payload that is no JSON', `e30.${encode('not json')}.${encode('0x00')}`],
    ['a payload that is a list', `e30.${encode([])}.${encode('0x00')}`],
    ['a payload that is null', `e30.${encode('null')}.${encode('0x00')}`],
    ['a payload that is not UTF-8', `e30.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.${encode('0x00')}`],
    ['a signature that is no base64url', `e30.${encode({ userId: 1, sub: 1 })}.***`],
    ['a signature that is too short', `e30.${encode({ userId: 1, sub: 1 })}.${encode('0x00')}`],
    ['a signature that is bytes, as other JWTs have', `e30.${encode({ userId: 1, sub: 1 })}.${Buffer.alloc(65, 1).toString('base64url')}`],
    ['nobody it is about', `e30.${encode({ name: 'Ada' })}.${encode(`0x${'1'.repeat(130)}`)}`],
  ])('[RFC 7519 §7.2] answers 400 to %s', async (_, token) => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const { status, body } = await verify(server, token)
    expect(status).toBe(400)
    expect(body).toEqual({ error: expect.any(String) })
  })

  it('answers 400 when the token is missing or there twice', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    for (const query of ['', '?token=', '?token=a.b.c&token=a.b.c']) {
      expect((await server.send(`/v1/users/verify_token${query}`)).status).toBe(400)
    }
  })

  it.each([
    ['no key could have made', `0x${'0'.repeat(128)}1b`],
    ['a wallet made that nobody here has', signPersonalMessage('something else', new Uint8Array(32).fill(7))],
  ])('answers 404 to a signature that %s, in the words of the document', async (_, signature) => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const { number } = server.user
    const { status, body } = await verify(
      server,
      `${encode({ alg: 'keccak256' })}.${encode({ userId: number, sub: number })}.${encode(signature)}`,
    )
    expect(status).toBe(404)
    expect(body).toEqual({ error: 'The JWT signature is invalid - wallet could not be recovered.' })
  })

  it('answers 404 when anything of it was changed', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const [header, payload = '', signature] = (await signProfile(server.context, server.client, server.user)).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = `${header}.${encode({ ...claims, verified: true })}.${signature}`
    expect((await verify(server, forged)).status).toBe(404)
  })

  it('answers 404 for the wallet of an account that is disabled', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const disabled = await server.store.users.findByUsername('disabled')
    if (disabled === undefined) throw new Error('There is no disabled user.')
    expect((await verify(server, await signProfile(server.context, server.client, disabled))).status).toBe(404)
  })

  it.each([
    ['both members', (other: number) => ({ userId: other, sub: other })],
    ['one of two members', (other: number, own: number) => ({ userId: own, sub: other })],
    ['a text where a number is due', (_: number, own: number) => ({ userId: String(own), sub: String(own) })],
  ])('answers 403 to a profile that speaks of another than who signed it: %s', async (_, claim) => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const payload = claim(server.otherUser.number, server.user.number)
    const { status, body } = await verify(server, await signAs(server, server.user, payload))
    expect(status).toBe(403)
    expect(body).toEqual({ error: 'The JWT signature is invalid - the wallet does not match the user.' })
  })

  it('logs why, and nothing of the token', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    const token = await signAs(server, server.user, { userId: server.otherUser.number, sub: server.otherUser.number })
    await verify(server, token)
    expect(server.reasons()).toEqual(['signed_profile_wallet_of_another'])
    for (const part of token.split('.')) expect(JSON.stringify(server.events)).not.toContain(part)
  })

  it('takes no POST, and no bearer token', async () => {
    const server = await startHttpServer({ platform: audiusLegacy })
    expect((await server.send('/v1/users/verify_token', { method: 'POST' })).status).toBe(405)
    expect((await server.send('/v1/users/verify_token', { headers: { authorization: 'Bearer x' } })).status).toBe(400)
  })
})
