import { audiotool, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { ServerWorld } from '../../test/server-world.ts'
import { codeOf, SignInWorld } from '../../test/sign-in-world.ts'

describe('logout', () => {
  it('[SoundCloud] signs the access token out, and says nothing else', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    await client.loginAsApp()

    expect(await client.logout()).toEqual({ revoked: true })
    expect(world.server.received.at(-1)).toMatchObject({ url: soundcloud.endpoints.revocation, authorization: null })
    expect(world.server.received.at(-1)?.parameters).toEqual({ access_token: expect.stringMatching(/^access-/) })
  })

  it('[trap 19] [Audiotool] revokes where the platform can', async () => {
    const world = new SignInWorld(audiotool)
    const { client } = await world.signIn()

    expect(await client.logout()).toEqual({ revoked: true })
    expect(world.server.received.at(-1)?.parameters).toEqual({
      token: expect.stringMatching(/^refresh-/),
      token_type_hint: 'refresh_token',
      client_id: 'demo',
    })
  })

  it('[RFC 7009 §2.1] authenticates a client that has a secret', async () => {
    const world = new ServerWorld({ ...standard, issuerIsPlaceholder: false })
    const client = world.client()
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)
    await client.logout()

    expect(world.server.received.at(-1)?.authorization).toBe(`Basic ${btoa('demo:hush')}`)
  })

  it('[trap 19] [Auphonic] says that nothing was revoked where the platform has no way to, and forgets all the same', async () => {
    const world = new ServerWorld(auphonic)
    const client = world.client()
    await client.loginWithPassword({ username: 'ray', password: 'opensesame' })
    const before = world.server.received.length

    expect(await client.logout()).toEqual({ revoked: false })
    expect(world.server.received).toHaveLength(before)
    expect(await codeOf(client.getAccessToken())).toBe('not_signed_in')
  })
})

describe('a token of ten years without a refresh token', () => {
  it('[Auphonic] works on, and is refreshed by nobody', async () => {
    const world = new ServerWorld(auphonic)
    world.server.sendsRefreshToken = false
    world.server.expiresIn = 315_360_000
    const client = world.client()
    await client.loginWithPassword({ username: 'ray', password: 'opensesame' })
    await world.clock.advance(9 * 365 * 86_400)

    expect(await client.getAccessToken()).toMatch(/^access-/)
    expect(world.server.received).toHaveLength(1)
  })
})
