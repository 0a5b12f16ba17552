import { audiotool, auphonic, type ClientPlatform, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { SignInWorld } from '../../test/sign-in-world.ts'
import type { Profile } from '../profile.ts'

async function profileOf(platform: ClientPlatform, answer: unknown): Promise<{ profile: Profile; world: SignInWorld }> {
  const world = new SignInWorld(platform)
  world.server.profile = answer
  const { client } = await world.signIn()
  return { profile: await client.getProfile(), world }
}

describe('getProfile', () => {
  it('[Audiotool] posts an empty message, and reads a resource name as a user name', async () => {
    const { profile, world } = await profileOf(audiotool, { whoami: { userName: 'users/ray' } })

    expect(profile).toMatchObject({ subject: 'ray', username: 'ray', name: undefined })
    expect(world.server.received.at(-1)).toMatchObject({ url: audiotool.endpoints.userinfo, init: { method: 'POST', body: '{}' } })
    expect(new Headers(world.server.received.at(-1)?.init.headers).get('content-type')).toBe('application/json')
  })

  it('[trap 20] reads a user name as well where the documentation has one', async () => {
    expect((await profileOf(audiotool, { whoami: { userName: 'ray' } })).profile).toMatchObject({ subject: 'ray', username: 'ray' })
  })

  it('[SoundCloud] keys the account by the number in the urn, under the scheme OAuth', async () => {
    const { profile, world } = await profileOf(soundcloud, {
      kind: 'user',
      urn: 'soundcloud:users:42',
      username: 'Ray of Light',
      permalink: 'ray',
      permalink_url: 'https://soundcloud.com/ray',
      avatar_url: 'https://i1.sndcdn.com/a.jpg',
      primary_email_confirmed: true,
    })

    expect(profile).toMatchObject({ subject: '42', username: 'ray', name: 'Ray of Light', picture: 'https://i1.sndcdn.com/a.jpg' })
    expect(world.server.received.at(-1)?.authorization).toMatch(/^OAuth access-/)
  })

  it('[Auphonic] looks into the envelope', async () => {
    const { profile, world } = await profileOf(auphonic, {
      status_code: 200,
      error_message: '',
      data: { username: 'ray', user_id: 'Q7', email: 'ray@example.com', credits: 2 },
    })

    expect(profile).toMatchObject({ subject: 'Q7', username: 'ray', email: 'ray@example.com', proof: undefined })
    expect(world.server.received.at(-1)).toMatchObject({
      init: { method: 'GET', body: null },
      authorization: expect.stringMatching(/^Bearer /),
    })
  })
})
