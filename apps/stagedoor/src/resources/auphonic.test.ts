import { auphonic } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type PlatformVisitor, visitPlatform } from '../../test/platform-visitor.ts'

const keyOf = (visitor: PlatformVisitor, index = 0): string => visitor.platform.users[index]?.personalToken ?? ''
const withHeader = (authorization: string): RequestInit => ({ headers: { authorization } })
const basic = (name: string, secret = ''): string => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`

describe('Auphonic', () => {
  it('signs a web app in as documented: no state, no redirect URI at first, multipart at the token endpoint; with a warning', async () => {
    const reasons: string[] = []
    const visitor = await visitPlatform(auphonic, (reason) => reasons.push(reason))
    const { client, platform, announcement } = visitor
    const session = await fetch(`${announcement.control}/auphonic/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'mira', approve: [{ clientId: client.clientId, scope: '' }] }),
    })
    const { cookie } = await session.json()
    const address = `${platform.endpoints.authorization_endpoint}?client_id=${client.clientId}&response_type=code`
    const authorized = await fetch(address, { redirect: 'manual', headers: { cookie } })
    const back = new URL(authorized.headers.get('location') ?? '')
    const form = new FormData()
    for (const [name, value] of Object.entries({
      client_id: client.clientId,
      client_secret: client.clientSecret ?? '',
      redirect_uri: client.redirectUris[0] ?? '',
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
    })) {
      form.append(name, value)
    }
    const tokens = await visitor.askForTokens(form)
    const productions = await visitor.call('/api/productions.json', withHeader(`Bearer ${tokens.body.access_token}`))

    expect(`${back.origin}${back.pathname}`).toBe(client.redirectUris[0])
    expect(back.searchParams.has('state')).toBe(false)
    expect(tokens.body).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 315_360_000,
      user_name: 'mira',
      scope: '',
    })
    expect(productions.body.data).toHaveLength(4)
    expect(reasons).toContain('unsafe_state_missing')
  })

  it('signs a desktop app in with the password, and counts a wrong one', async () => {
    const visitor = await visitPlatform(auphonic)
    const desktop = visitor.platform.clients[1]
    const form = { client_id: desktop?.clientId ?? '', username: 'jonas', password: 'stage-demo', grant_type: 'password' }
    const headers = { authorization: basic(form.client_id, desktop?.clientSecret) }
    const signedIn = await visitor.askForTokens(form, headers)
    const refused = await visitor.askForTokens({ ...form, password: 'wrong' }, headers)
    const me = await visitor.call('/api/user.json', withHeader(`bearer ${signedIn.body.access_token}`))

    expect(desktop?.redirectUris).toEqual([])
    expect(signedIn).toMatchObject({ status: 200, body: { user_name: 'jonas' } })
    expect(me.body).toMatchObject({ status_code: 200, data: { username: 'jonas' } })
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('takes the API key in the header and the query, and the password by Basic, for every resource', async () => {
    const visitor = await visitPlatform(auphonic)
    const key = keyOf(visitor)
    const ways = [
      await visitor.call('/api/productions.json', withHeader(`bearer ${key}`)),
      await visitor.call(`/api/productions.json?bearer_token=${key}`),
      await visitor.call('/api/productions.json', withHeader(basic('mira', 'stage-demo'))),
    ]

    for (const way of ways) expect(way).toMatchObject({ status: 200, text: ways[0]?.text })
    expect((await visitor.call(`/api/productions.json?bearer_token=${keyOf(visitor, 1)}`)).body.data).toHaveLength(2)
  })

  it('refuses in its envelope, with the word that clients look for', async () => {
    const visitor = await visitPlatform(auphonic)
    const answers = [
      await visitor.call('/api/productions.json'),
      await visitor.call('/api/productions.json?bearer_token=wrong'),
      await visitor.call('/api/presets.json', withHeader(`Bearer ${'x'.repeat(43)}`)),
    ]
    const wrongPassword = await visitor.call('/api/user.json', withHeader(basic('mira', 'wrong')))

    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 401,
        body: { status_code: 401, form_errors: {}, error_message: expect.stringMatching(/token/i), data: {} },
      })
    }
    expect(wrongPassword).toMatchObject({ status: 401, body: { status_code: 401 } })
    expect(await visitor.call('/api/production/none.json', withHeader(`bearer ${keyOf(visitor)}`))).toMatchObject({
      status: 404,
      body: { status_code: 404, error_code: 'not_found', data: {} },
    })
  })
})

describe('the productions of Auphonic', () => {
  it('can be listed, cut, looked up and heard with the key in the address, by their owner', async () => {
    const visitor = await visitPlatform(auphonic)
    const [mira, jonas] = [keyOf(visitor), keyOf(visitor, 1)]
    const { body: listed } = await visitor.call(`/api/productions.json?bearer_token=${mira}`)
    const [draft, done] = listed.data
    const sound = await fetch(`${done.output_files[0].download_url}?bearer_token=${mira}`)
    const bytes = Buffer.from(await sound.arrayBuffer())

    expect(draft).toMatchObject({ status: 10, status_string: 'Production Not Started Yet', output_files: [] })
    expect(done).toMatchObject({ uuid: expect.stringMatching(/^[A-Za-z\d]{22}$/), status: 3, metadata: { title: 'Harbour Lights' } })
    expect((await visitor.call(`/api/production/${done.uuid}.json?bearer_token=${mira}`)).body.data).toEqual(done)
    expect((await visitor.call(`/api/production/${done.uuid}/status.json?bearer_token=${mira}`)).body.data.status).toBe(3)
    expect((await visitor.call(`/api/productions.json?limit=1&offset=1&uuids_only=1&bearer_token=${mira}`)).body.data).toEqual([done.uuid])
    expect([sound.status, sound.headers.get('content-type'), bytes.toString('latin1', 0, 4)]).toEqual([200, 'audio/wav', 'RIFF'])
    expect(bytes).toHaveLength(done.output_files[0].size)
    expect((await fetch(`${done.output_files[0].download_url}?bearer_token=${jonas}`)).status).toBe(404)
    expect((await fetch(done.output_files[0].download_url)).status).toBe(401)
    expect((await fetch(done.image)).status).toBe(200)
  })

  it('stand beside presets, and lists that anybody may read', async () => {
    const visitor = await visitPlatform(auphonic)
    const key = keyOf(visitor)
    const { body: presets } = await visitor.call(`/api/presets.json?bearer_token=${key}`)
    const info = await visitor.call('/api/info.json')

    expect(presets.data).toMatchObject([{ preset_name: 'Podcast (Mira Okafor)' }, { preset_name: 'Album Master (Mira Okafor)' }])
    expect((await visitor.call(`/api/preset/${presets.data[1].uuid}.json?bearer_token=${key}`)).body.data).toEqual(presets.data[1])
    expect(Object.keys(info.body.data)).toContain('algorithms')
    for (const name of Object.keys(info.body.data)) {
      expect((await visitor.call(`/api/info/${name}.json`)).body.data).toEqual(info.body.data[name])
    }
  })
})
