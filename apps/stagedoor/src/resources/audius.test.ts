import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type PlatformVisitor, visitPlatform } from '../../test/platform-visitor.ts'

/** A token of mira's, or of somebody else. */
async function signIn(visitor: PlatformVisitor, scope: string, username?: string): Promise<string> {
  const answer = await visitor.authorize({ scope, response_mode: 'fragment' }, username)
  const { body } = await visitor.redeem(answer.get('code'))
  return body.access_token
}

const bearer = (token: string, method = 'GET') => ({ method, headers: { authorization: `Bearer ${token}` } })

describe('Audius', () => {
  it('signs in, shows both shapes of the profile, refreshes, and revokes the family', async () => {
    const visitor = await visitPlatform(audius)
    const answer = await visitor.authorize({ scope: 'write', response_mode: 'query', display: 'fullScreen' })
    const first = await visitor.redeem(answer.get('code'))
    const me = await visitor.call('/v1/me', bearer(first.body.access_token))
    const flat = await visitor.call('/v1/oauth/me', bearer(first.body.access_token))
    const refreshed = await visitor.askForTokens({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token })
    const revoked = await visitor.call('/v1/oauth/revoke', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: refreshed.body.refresh_token }),
    })

    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'write' })
    expect(me.body).toMatchObject({ handle: 'mira', data: { handle: 'mira', name: 'Mira Okafor', is_verified: true } })
    expect(flat.body).toMatchObject({ userId: me.body.data.id, sub: me.body.data.id, handle: 'mira', verified: true })
    expect(flat.body.profilePicture['480x480']).toBe(me.body.profilePicture['480x480'])
    expect(revoked).toMatchObject({ status: 200, text: '{}' })
    expect((await visitor.call('/v1/me', bearer(refreshed.body.access_token))).status).toBe(401)
  })

  it('takes an app that only gives its name, for reading, and says so to the developer', async () => {
    const reasons: string[] = []
    const visitor = await visitPlatform(audius, (reason) => reasons.push(reason))
    const query = new URLSearchParams({
      response_type: 'code',
      app_name: 'My App',
      scope: 'read',
      redirect_uri: 'https://myapp.example/callback',
      state: 'a state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const answer = await fetch(`${visitor.platform.endpoints.authorization_endpoint}?${query}`, { redirect: 'manual' })

    expect(answer.headers.get('location')).toContain('/interaction/sign-in')
    expect(reasons).toEqual(expect.arrayContaining(['unsafe_client_unregistered', 'unsafe_redirect_uri']))
  })

  it('lets only the scope write change a favorite, and only the person’s own', async () => {
    const visitor = await visitPlatform(audius)
    const [reader, writer] = [await signIn(visitor, 'read'), await signIn(visitor, 'write')]
    const { body: me } = await visitor.call('/v1/me', bearer(writer))
    const { body: found } = await visitor.call('/v1/tracks/search?query=north')
    const path = `/v1/tracks/${found.data[0].id}/favorites`
    const listFavorites = () => visitor.call(`/v1/users/${me.data.id}/favorites`)

    expect(await visitor.call(`${path}?user_id=${me.data.id}`, bearer(reader, 'POST'))).toMatchObject({
      status: 403,
      text: expect.stringContaining('OAuth token scope insufficient: write scope required'),
    })
    expect((await visitor.call(path, { method: 'POST' })).status).toBe(401)
    expect((await visitor.call(`${path}?user_id=somebody`, bearer(writer, 'POST'))).status).toBe(403)
    expect((await visitor.call('/v1/tracks/none/favorites', bearer(writer, 'POST'))).status).toBe(404)
    expect((await listFavorites()).body.data).toEqual([])

    expect((await visitor.call(`${path}?user_id=${me.data.id}`, bearer(writer, 'POST'))).status).toBe(200)
    expect((await listFavorites()).body.data).toMatchObject([{ favorite_item_id: found.data[0].id }])
    expect((await visitor.call(path, bearer(writer, 'DELETE'))).status).toBe(200)
    expect((await listFavorites()).body.data).toEqual([])
  })
})

describe('the tracks of Audius', () => {
  it('are found by their artist’s id, number and handle, without those that are not public', async () => {
    const visitor = await visitPlatform(audius)
    const token = await signIn(visitor, 'read')
    const { body: me } = await visitor.call('/v1/me', bearer(token))
    const byId = await visitor.call(`/v1/users/${me.data.id}/tracks?app_name=x`)

    expect(byId.body.data.map(({ title }: { title: string }) => title)).toEqual(['Harbour Lights', 'Paper Kites', 'Static Garden'])
    expect(byId.body.data[0]).toMatchObject({ duration: 312, user: { handle: 'mira' }, track_segments: [], followee_favorites: [] })
    expect((await visitor.call(`/v1/users/${me.userId}/tracks`)).text).toBe(byId.text)
    expect((await visitor.call('/v1/users/handle/mira/tracks')).text).toBe(byId.text)
    expect((await visitor.call(`/v1/users/${me.data.id}/tracks?limit=1&offset=1`)).body.data).toMatchObject([{ title: 'Paper Kites' }])
    expect((await visitor.call(`/v1/users/${me.data.id}`)).body.data).toMatchObject({ handle: 'mira', track_count: 3 })
    expect((await visitor.call('/v1/users/nobody/tracks')).status).toBe(404)
  })

  it('can be looked up and heard', async () => {
    const visitor = await visitPlatform(audius)
    const { body: trending } = await visitor.call('/v1/tracks/trending')
    const [track] = trending.data
    const sound = await fetch(track.stream.url)
    const part = await fetch(track.stream.url, { headers: { range: 'bytes=0-3' } })

    expect(trending.data.map(({ title }: { title: string }) => title)).toEqual([
      'Harbour Lights',
      'Paper Kites',
      'North Window',
      'Slow Bicycle',
      'Static Garden',
    ])
    expect((await visitor.call(`/v1/tracks/${track.id}`)).body.data).toEqual(track)
    expect((await fetch(track.artwork['480x480'])).status).toBe(200)
    expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 0-3/32044', 'RIFF'])
    expect((await fetch(track.stream.url, { headers: { range: 'bytes=40000-' } })).status).toBe(416)
    expect((await visitor.call('/v1/tracks/none')).status).toBe(404)
  })
})
