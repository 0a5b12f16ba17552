import { audiusLegacy } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { visitPlatform } from '../../test/platform-visitor.ts'

describe('Audius before 2026', () => {
  it.each(['fragment', 'query'])('answers with a signed profile in the %s, which its own endpoint verifies', async (responseMode) => {
    const visitor = await visitPlatform(audiusLegacy)
    const answer = await visitor.authorize({ response_mode: responseMode })
    const token = answer.get('token') ?? ''
    const verified = await visitor.call(`/v1/users/verify_token?token=${encodeURIComponent(token)}`)

    expect(answer.get('state')).toBe('a state')
    expect(token.split('.')).toHaveLength(3)
    expect(verified).toMatchObject({
      status: 200,
      body: {
        data: { handle: 'mira', name: 'Mira Okafor', email: 'mira@artists.example', verified: true, iat: expect.stringMatching(/^\d+$/) },
      },
    })
    expect(verified.body.data.sub).toBe(verified.body.data.userId)
    expect((await fetch(verified.body.data.profilePicture['150x150'])).status).toBe(200)
  })

  it('refuses a profile that was changed, one that is none, and a missing one', async () => {
    const visitor = await visitPlatform(audiusLegacy)
    const [header = '', payload = '', signature = ''] = ((await visitor.authorize()).get('token') ?? '').split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, handle: 'jonas' })).toString('base64url')
    const verify = (token: string) => visitor.call(`/v1/users/verify_token?token=${encodeURIComponent(token)}`)

    expect((await verify(`${header}.${forged}.${signature}`)).status).toBeGreaterThanOrEqual(403)
    expect((await verify(`${header}.${payload}.${Buffer.from('0x00').toString('base64url')}`)).status).toBe(400)
    expect((await verify('x')).status).toBe(400)
    expect((await visitor.call('/v1/users/verify_token')).status).toBe(400)
  })

  it('answers what its SDK asks for first', async () => {
    const visitor = await visitPlatform(audiusLegacy)
    const app = await visitor.call(`/v1/developer_apps/0x${visitor.client.clientId}`)

    expect((await visitor.call('/health_check')).body).toMatchObject({ data: { healthy: true } })
    expect(app.body).toMatchObject({ data: { name: 'Stagedoor demo' } })
  })
})
