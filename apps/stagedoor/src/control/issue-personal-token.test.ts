import { describe, expect, it } from 'vitest'
import { post } from '../../test/sign-in.ts'
import { startTestEmulator } from '../../test/start-emulator.ts'

describe('personal tokens', () => {
  it('opens the person’s own resources, on every platform that has them', async () => {
    const { announcement } = await startTestEmulator()
    const url = (platform: string): string => announcement.platforms[platform]?.endpoints.userinfo ?? ''
    for (const [platform, init] of [
      ['auphonic', {}],
      ['audiotool', { method: 'POST', body: '{}' }],
    ] as const) {
      const { status, body } = await post(announcement, `${platform}/personal-tokens`, { username: 'jonas' })
      expect(status).toBe(201)
      const answer = await fetch(url(platform), {
        ...init,
        headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
      })
      expect([platform, answer.status, (await answer.text()).includes('jonas')]).toEqual([platform, 200, true])
    }
  })

  it('is refused where a platform has none, for a scope it does not know, and for nobody', async () => {
    const { announcement } = await startTestEmulator()
    expect(await post(announcement, 'soundcloud/personal-tokens', { username: 'mira' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'SoundCloud has no personal tokens.' },
    })
    expect(await post(announcement, 'audiotool/personal-tokens', { username: 'mira', scope: ['projects:write'] })).toMatchObject({
      status: 400,
      body: { error_description: expect.stringContaining('scope[0] is unknown here') },
    })
    expect(await post(announcement, 'auphonic/personal-tokens', { username: 'nobody' })).toMatchObject({ body: { error: 'user_unknown' } })
  })
})
