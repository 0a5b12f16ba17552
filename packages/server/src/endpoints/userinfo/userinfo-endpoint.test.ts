import { audius, standard } from '@stagedoor/platforms'
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

  it('[RFC 6750 §3.1] gives no reason to who brings no token', async () => {
    const server = await startHttpServer()

    const answer = await server.send('/oauth/userinfo')

    expect(answer).toMatchObject({ status: 401, text: '' })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Stagedoor"')
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
