import { soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type PlatformVisitor, visitPlatform } from '../../test/platform-visitor.ts'

const oauth = (token: string): RequestInit => ({ headers: { authorization: `OAuth ${token}` }, redirect: 'manual' })

async function signIn(visitor: PlatformVisitor, username?: string) {
  const answer = await visitor.authorize({}, username)
  return visitor.redeem(answer.get('code'))
}

/** A token of the app itself. */
async function getAppToken({ askForTokens, client }: PlatformVisitor): Promise<string> {
  const credentials = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')
  const { body } = await askForTokens({ grant_type: 'client_credentials' }, { authorization: `Basic ${credentials}` })
  return body.access_token
}

describe('SoundCloud', () => {
  it('signs in with PKCE and secret, answers /me, refreshes once, and signs out', async () => {
    const visitor = await visitPlatform(soundcloud)
    const first = await signIn(visitor)
    const me = await visitor.call('/me', oauth(first.body.access_token))
    const { clientId: client_id, clientSecret: client_secret = '' } = visitor.client
    const refresh = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token, client_id, client_secret }
    const refreshed = await visitor.askForTokens(refresh)
    const token = refreshed.body.access_token
    const mine = await visitor.call('/me/tracks', oauth(token))
    const signedOut = await visitor.call('/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: token }),
    })

    expect(first.body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: '' })
    expect(me.body).toMatchObject({
      kind: 'user',
      username: 'Mira Okafor',
      permalink: 'mira',
      urn: expect.stringMatching(/^soundcloud:users:\d+$/),
    })
    expect(mine.body.map(({ title }: { title: string }) => title)).toEqual([
      'Untitled Sketch 7',
      'Harbour Lights',
      'Paper Kites',
      'Static Garden',
    ])
    expect(signedOut.status).toBe(200)
    expect((await visitor.call('/me', oauth(token))).status).toBe(401)
  })

  it('does not take the secret without PKCE, nor PKCE without the secret', async () => {
    const visitor = await visitPlatform(soundcloud)
    const first = await visitor.authorize()
    const withoutVerifier = await visitor.redeem(first.get('code'), { code_verifier: '' })
    const second = await visitor.authorize()
    const withoutSecret = await visitor.redeem(second.get('code'), { client_secret: '' })

    expect(withoutVerifier.status).toBe(400)
    expect([withoutSecret.status, withoutSecret.body.error]).toEqual([401, 'invalid_client'])
  })

  it('gives an app a token of its own by Basic, which reads the catalogue and is nobody’s', async () => {
    const visitor = await visitPlatform(soundcloud)
    const token = await getAppToken(visitor)
    const { clientId: client_id, clientSecret: client_secret = '' } = visitor.client
    const inBody = await visitor.askForTokens({ grant_type: 'client_credentials', client_id, client_secret })
    const found = await visitor.call('/tracks?q=kites', oauth(token))
    const refusal = { status: '401 - Unauthorized', code: 401, message: '', link: expect.any(String), errors: [], error: null }

    expect(found.body).toMatchObject([{ title: 'Paper Kites', kind: 'track', user: { permalink: 'mira' } }])
    expect([inBody.status, inBody.body.error]).toEqual([401, 'invalid_client'])
    for (const path of ['/me', '/me/tracks']) expect(await visitor.call(path, oauth(token))).toMatchObject({ status: 401, body: refusal })
    expect(await visitor.call('/tracks')).toMatchObject({ status: 401, body: refusal })
    expect(await visitor.call('/tracks/soundcloud:tracks:1', oauth(token))).toMatchObject({
      status: 404,
      body: { ...refusal, status: '404 - Not Found', code: 404 },
    })
  })
})

describe('the catalogue of SoundCloud', () => {
  it('is walked page by page', async () => {
    const visitor = await visitPlatform(soundcloud)
    const token = await getAppToken(visitor)
    const titles: string[] = []
    let next: string | null = `${visitor.platform.issuer}/tracks?linked_partitioning=true&limit=2`
    for (let pages = 0; next !== null && pages < 9; pages++) {
      const page: { collection: { title: string }[]; next_href: string | null } = await (await fetch(next, oauth(token))).json()
      titles.push(...page.collection.map(({ title }) => title))
      next = page.next_href
    }

    expect(titles).toEqual(['Harbour Lights', 'Paper Kites', 'Static Garden', 'North Window', 'Slow Bicycle'])
  })

  it('knows a person and a track by URN, by number, and by their address on the site', async () => {
    const visitor = await visitPlatform(soundcloud)
    const { body } = await signIn(visitor, 'jonas')
    const token = oauth(body.access_token)
    const { body: me } = await visitor.call('/me', token)
    const number = me.urn.replace('soundcloud:users:', '')
    const [track] = (await visitor.call(`/users/${me.urn}/tracks`, token)).body
    const resolve = (url: string) => visitor.call(`/resolve?url=${encodeURIComponent(url)}`, token)
    const resolved = await resolve('https://soundcloud.com/jonas/north-window')

    expect((await visitor.call(`/users/${number}`, token)).body).toMatchObject({
      urn: me.urn,
      username: 'Jonas Lindqvist',
      created_at: me.created_at,
    })
    expect((await visitor.call(`/tracks/${encodeURIComponent(track.urn)}`, token)).body).toEqual(track)
    expect((await visitor.call(`/tracks/${track.id}`, token)).body).toEqual(track)
    expect([resolved.status, resolved.headers.get('location')]).toEqual([302, `${visitor.platform.issuer}/tracks/${track.urn}`])
    expect((await resolve('https://soundcloud.com/jonas')).headers.get('location')).toContain(me.urn)
    for (const url of ['https://elsewhere.example/jonas', 'https://soundcloud.com/nobody', 'https://soundcloud.com/jonas/none', 'x', '']) {
      expect((await resolve(url)).status).toBe(404)
    }
  })

  it('plays a track to who has a token', async () => {
    const visitor = await visitPlatform(soundcloud)
    const token = oauth(await getAppToken(visitor))
    const [track] = (await visitor.call('/tracks', token)).body
    const { body } = await visitor.call(`/tracks/${track.urn}/streams`, token)
    const sound = await fetch(body.http_mp3_128_url, token)

    expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    expect((await fetch(body.http_mp3_128_url)).status).toBe(401)
    expect((await fetch(track.artwork_url)).headers.get('content-type')).toBe('image/svg+xml')
  })
})
