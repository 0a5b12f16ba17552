import { audiotool, audius, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'

describe('the userinfo endpoint', () => {
  it('[OpenID Connect Core §5.3] tells what the scope covers, and nothing that is not known', async () => {
    const server = await startHttpServer()
    const few = await server.signIn({ scope: ['openid'] })
    const some = await server.signIn({ scope: ['openid', 'profile', 'email'] })

    expect((await server.profile(few.body.access_token)).body).toEqual({ sub: 'user-ada' })
    const { status, body, headers } = await server.profile(some.body.access_token)
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        sub: 'user-ada',
        name: 'ada the artist',
        preferred_username: 'ada',
        picture: 'https://pictures.example/p/480x480.jpg',
      },
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('[OpenID Connect Core §5.3.1] answers POST as GET', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()
    const authorization = `bearer ${body.access_token}`

    const answer = await server.send('/oauth/userinfo', { method: 'POST', headers: { authorization } })

    expect(answer.body.sub).toBe('user-ada')
    expect((await server.send('/oauth/userinfo', { method: 'HEAD', headers: { authorization } })).text).toBe('')
  })

  it('speaks the shape of Audius: nested as its SDK reads it, flat as its document prints it', async () => {
    const server = await startHttpServer({ platform: audius })
    const { body } = await server.signIn()

    const picture = {
      '150x150': 'https://pictures.example/p/150x150.jpg',
      '480x480': 'https://pictures.example/p/480x480.jpg',
      '1000x1000': 'https://pictures.example/p/1000x1000.jpg',
      mirrors: [],
    }
    expect((await server.profile(body.access_token)).body).toEqual({
      data: { id: 'user-ada', handle: 'ada', name: 'ada the artist', is_verified: false, profile_picture: picture },
      userId: server.user.number,
      handle: 'ada',
      name: 'ada the artist',
      verified: false,
      profilePicture: picture,
    })
  })

  it('speaks the shape of Audiotool: a POST, and a resource name', async () => {
    const server = await startHttpServer({ platform: audiotool })
    const { body } = await server.signIn()
    const path = '/audiotool.auth.v1.AuthService/GetWhoami'
    const headers = { authorization: `Bearer ${body.access_token}`, 'content-type': 'application/json' }

    const answer = await server.send(path, { method: 'POST', headers, body: '{}' })

    expect(answer).toMatchObject({ status: 200, text: '{"whoami":{"userName":"users/ada"}}' })
    expect((await server.send(path, { headers })).status).toBe(405)
  })

  it('speaks the shape of SoundCloud: names of people and addresses made of numbers', async () => {
    const server = await startHttpServer({ platform: soundcloud })
    const { body } = await server.signIn({ scope: [] })

    const answer = await server.send('/me', { headers: { authorization: `OAuth ${body.access_token}` } })

    const { number } = server.user
    expect(answer.body).toMatchObject({
      kind: 'user',
      urn: `soundcloud:users:${number}`,
      uri: `https://api.soundcloud.com/users/soundcloud:users:${number}`,
      permalink: 'ada',
      permalink_url: 'https://soundcloud.com/ada',
      username: 'ada the artist',
      avatar_url: 'https://pictures.example/p/480x480.jpg',
      subscriptions: [{ product: { id: 'free', name: 'Free' } }],
    })
    expect(answer.body).not.toHaveProperty('email')
    expect((await server.send('/me', { method: 'POST', headers: { authorization: `OAuth ${body.access_token}` } })).status).toBe(405)
  })

  it('speaks the shape of Auphonic: the account in an envelope', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const { body } = await server.signIn({ scope: [] })

    const answer = await server.send(`/api/user.json?bearer_token=${body.access_token}`)

    expect(answer.text).toMatch(/^\{"status_code":200,"form_errors":\{\},"error_code":null,"error_message":"","data":\{/)
    expect(answer.body.data).toMatchObject({ username: 'ada', user_id: 'user-ada', date_joined: '2026-11-21T00:00:00.000Z', credits: 2 })
  })

  it('[RFC 6750 §3.1] gives no reason to who brings no token', async () => {
    const server = await startHttpServer()

    const answer = await server.send('/oauth/userinfo')

    expect(answer).toMatchObject({ status: 401, text: '' })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Stagedoor", DPoP algs="ES256"')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['Bearer x', 'Bearer', 'Basic abc', 'Bearer a b', `Bearer sd_at_${'A'.repeat(57)}`])(
    '[RFC 6750 §3.1] refuses %s as invalid_token',
    async (authorization) => {
      const server = await startHttpServer()

      const answer = await server.send('/oauth/userinfo', { headers: { authorization } })

      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
      // Without it a page of another origin could not tell a dead token from a broken request.
      expect(answer.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate, Retry-After')
      expect(answer.headers.get('www-authenticate')).toBe(
        'Bearer realm="Stagedoor", error="invalid_token", error_description="The access token is not valid."',
      )
    },
  )

  it('[RFC 6750 §2] reads the token from the header only', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    const inUrl = await server.send(`/oauth/userinfo?access_token=${body.access_token}`)
    const inBody = await server.send('/oauth/userinfo', { method: 'POST', body: new URLSearchParams({ access_token: body.access_token }) })

    expect([inUrl.status, inBody.status]).toEqual([401, 401])
  })

  it('[RFC 6750 §3.1] asks for the scope the platform wants, counting what a scope includes', async () => {
    const platform = { ...audius, profile: { ...audius.profile, requiredScope: 'read' } }
    const server = await startHttpServer({ platform })
    const writer = await server.signIn({ scope: ['write'] })
    const nobody = await server.signIn({ scope: [] })

    expect((await server.profile(writer.body.access_token)).status).toBe(200)
    const refused = await server.profile(nobody.body.access_token)
    expect(refused).toMatchObject({ status: 403, body: { error: 'insufficient_scope' } })
    expect(refused.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect(refused.headers.get('www-authenticate')).toContain('scope="read"')
  })

  it('ends with the hour', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()
    server.advance(standard.tokens.accessTokenLifetimeSeconds)

    expect((await server.profile(body.access_token)).status).toBe(401)
  })
})
