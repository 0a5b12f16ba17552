import { audiotool } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type PlatformVisitor, visitPlatform } from '../../test/platform-visitor.ts'

const projects = '/audiotool.project.v1.ProjectService'

/** A unary Connect call with JSON. */
function rpc(visitor: PlatformVisitor, path: string, token: string | undefined, message: unknown = {}) {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const headers = { 'content-type': 'application/json', 'connect-protocol-version': '1', ...authorization }
  return visitor.call(path, { method: 'POST', headers, body: typeof message === 'string' ? message : JSON.stringify(message) })
}

async function visit(username = 'mira') {
  const visitor = await visitPlatform(audiotool)
  const token = visitor.platform.users.find((user) => user.username === username)?.personalToken ?? ''
  const call = (method: string, message?: unknown) => rpc(visitor, `${projects}/${method}`, token, message)
  return { visitor, token, call }
}

describe('Audiotool', () => {
  it('signs in with its documented client, answers who it is, refreshes, and ends the grant', async () => {
    const visitor = await visitPlatform(audiotool)
    const answer = await visitor.authorize({ scope: 'project:write', redirect_uri: 'http://127.0.0.1:5173/' })
    const first = await visitor.redeem(answer.get('code'), { redirect_uri: 'http://127.0.0.1:5173/', token_endpoint_auth_method: 'none' })
    const whoami = await rpc(visitor, '/audiotool.auth.v1.AuthService/GetWhoami', first.body.access_token)
    const refreshed = await visitor.askForTokens({
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token,
      client_id: visitor.client.clientId,
    })
    const listed = await rpc(visitor, `${projects}/ListProjects`, refreshed.body.access_token)
    await fetch(visitor.platform.endpoints.revocation ?? '', {
      method: 'POST',
      body: new URLSearchParams({ token: refreshed.body.refresh_token, client_id: visitor.client.clientId }),
    })
    const afterwards = await rpc(visitor, `${projects}/ListProjects`, refreshed.body.access_token)

    expect(visitor.client.clientId).toBe('bd496109-d9b4-4b6a-8519-8b6ce88b58c5')
    expect(answer.get('state')).toBe('a state')
    expect(first).toMatchObject({ status: 200, body: { expires_in: 3600, scope: 'project:write' } })
    expect(whoami.body).toEqual({ whoami: { userName: 'users/mira' } })
    expect(listed.body.projects).toHaveLength(4)
    expect(afterwards).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })

  it('refuses in Connect JSON: no token, a scope too few, a method it has not', async () => {
    const visitor = await visitPlatform(audiotool)
    const answer = await visitor.authorize({ scope: 'sample:write' })
    const { body } = await visitor.redeem(answer.get('code'))

    expect(await rpc(visitor, `${projects}/ListProjects`, undefined)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(await rpc(visitor, `${projects}/ListProjects`, body.access_token)).toMatchObject({
      status: 403,
      body: { code: 'permission_denied', message: expect.stringContaining('insufficient_permissions') },
    })
    for (const path of [`${projects}/OpenSession`, '/audiotool.document.v1.DocumentService/Ping', '/audiotool.auth.v1.AuthService/X']) {
      expect(await rpc(visitor, path, undefined)).toMatchObject({ status: 404, body: { code: 'unimplemented' } })
    }
  })

  it('lets a page of another origin send the headers of Connect', async () => {
    const visitor = await visitPlatform(audiotool)
    const preflight = await visitor.call(`${projects}/ListProjects`, { method: 'OPTIONS' })
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(/, */)

    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'connect-protocol-version', 'connect-timeout-ms']))
  })
})

describe('the projects of Audiotool', () => {
  it('are those of the person, the same at every start, the last changed first', async () => {
    const mira = await visit()
    const again = await visit()
    const jonas = await visit('jonas')
    const listed = await mira.call('ListProjects')

    expect(listed.body.projects[0]).toEqual({
      name: expect.stringMatching(/^projects\/[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/),
      displayName: 'Untitled Sketch 7',
      tags: ['wip'],
      bpm: 128,
      genreName: 'genres/electronic',
      creatorName: 'users/mira',
      userNames: ['users/mira'],
      createTime: '2026-11-09T22:05:00Z',
      updateTime: '2026-11-09T22:05:00Z',
      playDuration: '96s',
      coverUrl: expect.stringMatching(/\/_pictures\/audiotool\/[\da-f-]{36}\/600x600\.svg$/),
      license: 'TRACK_LICENSE_ALL_RIGHTS_RESERVED',
    })
    expect((await fetch(listed.body.projects[0].coverUrl)).headers.get('content-type')).toBe('image/svg+xml')
    const namesOf = (reply: { body: { projects: readonly { name: string }[] } }) => reply.body.projects.map(({ name }) => name)
    expect(namesOf(await again.call('ListProjects'))).toEqual(namesOf(listed))
    expect((await jonas.call('ListProjects')).body.projects.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      'North Window',
      'Slow Bicycle',
    ])
  })

  it('come in pages', async () => {
    const { call } = await visit()
    const first = await call('ListProjects', { pageSize: 3 })
    const second = await call('ListProjects', { pageSize: 3, pageToken: first.body.nextPageToken })

    expect(first.body.projects).toHaveLength(3)
    expect(second.body.projects).toHaveLength(1)
    expect(second.body.nextPageToken).toBeUndefined()
    expect(await call('ListProjects', { pageToken: 'made up' })).toMatchObject({ status: 400, body: { code: 'invalid_argument' } })
    expect(await call('ListProjects', { pageSize: -1 })).toMatchObject({ status: 400, body: { code: 'invalid_argument' } })
  })

  it.each([
    ['project.display_name == "Paper Kites"', ['Paper Kites']],
    ["project.display_name.contains('a')", ['Harbour Lights', 'Paper Kites', 'Static Garden']],
    ['project.display_name.contains("a") && project.tags.contains("warm")', ['Paper Kites']],
    ['"users/mira" in project.user_names && project.track_name == ""', ['Untitled Sketch 7']],
    ['project.genre_name != "genres/ambient" && project.create_time.startsWith("2026-0")', ['Harbour Lights', 'Paper Kites']],
    ['project.display_name == "a && b"', []],
  ])('are found by %s', async (filter, found) => {
    const { call } = await visit()
    const { body } = await call('ListProjects', { filter, orderBy: 'project.display_name' })

    expect(body.projects.map(({ displayName }: { displayName: string }) => displayName)).toEqual(found)
  })

  it.each(['project.owner == "x"', 'user.name == "x"', 'project.name', 'project.name == x', 'project.constructor == "x"', '1 == 1'])(
    'are not found by a filter that is not understood: %s',
    async (filter) => {
      const { call } = await visit()

      expect(await call('ListProjects', { filter })).toMatchObject({ status: 400, body: { code: 'invalid_argument' } })
    },
  )

  it('can be made, read, changed member by member, and deleted', async () => {
    const { call } = await visit()
    const { body: made } = await call('CreateProject', { project: { displayName: 'New', bpm: 140, unknown: true } })
    const { name } = made.project
    await call('UpdateProject', { project: { name, displayName: 'Newer', bpm: 90 }, updateMask: 'displayName' })
    const read = await call('GetProject', { name })
    const deleted = await call('DeleteProject', { name })

    expect(read.body.project).toMatchObject({ name, displayName: 'Newer', bpm: 140, creatorName: 'users/mira' })
    expect(deleted).toMatchObject({ status: 200, body: {} })
    expect(await call('GetProject', { name })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('stay what they are when somebody else asks, or asks wrongly', async () => {
    const { visitor, call } = await visit()
    const { body } = await call('ListProjects', { pageSize: 1 })
    const { name } = body.projects[0]
    const jonas = visitor.platform.users[1]?.personalToken
    const stolen = await rpc(visitor, `${projects}/DeleteProject`, jonas, { name })

    expect(stolen).toMatchObject({ status: 404, body: { code: 'not_found' } })
    for (const [method, message] of [
      ['UpdateProject', {}],
      ['UpdateProject', { project: { name, bpm: 'fast' } }],
      ['ListProjects', '{'],
      ['ListProjects', []],
      ['ListProjects', { pageSize: 'all' }],
    ] as const) {
      expect(await call(method, message)).toMatchObject({ status: 400, body: { code: 'invalid_argument', message: expect.any(String) } })
    }
    expect((await call('GetProject', { name })).body.project).toEqual(body.projects[0])
  })
})

describe('the people of Audiotool', () => {
  it('can be looked up by any token', async () => {
    const { visitor, token } = await visit()
    const service = '/audiotool.user.v1.UserService'
    const jonas = await rpc(visitor, `${service}/GetUser`, token, { name: 'users/jonas' })
    const both = await rpc(visitor, `${service}/BatchGetUsers`, token, { userNames: ['users/mira', 'users/nobody'] })

    expect(jonas.body.user).toMatchObject({ name: 'users/jonas', displayName: 'Jonas Lindqvist', numTracks: 2 })
    expect((await fetch(jonas.body.user.avatarUrl)).status).toBe(200)
    expect(both.body.users.map(({ name }: { name: string }) => name)).toEqual(['users/mira'])
    expect((await rpc(visitor, `${service}/ListUsers`, token)).body.users).toHaveLength(2)
    expect(await rpc(visitor, `${service}/GetUser`, token, { name: 'users/nobody' })).toMatchObject({ status: 404 })
  })
})

describe('the library of Audiotool', () => {
  it('has samples that sound and presets, of everybody, to be read with any token', async () => {
    const { visitor, token } = await visit()
    const samples = '/audiotool.sample.v1.SampleService'
    const presets = '/audiotool.preset.v1.PresetService'
    const found = await rpc(visitor, `${samples}/ListSamples`, token, {
      textSearch: 'modular',
      filter: 'sample.owner_name == "users/jonas"',
    })
    const [sample] = found.body.samples
    const listed = await rpc(visitor, `${presets}/ListPresets`, token, { pageSize: 2 })

    expect(found.body.samples).toHaveLength(1)
    expect(sample).toMatchObject({ displayName: 'North Window loop', bpm: 134, sampleType: 'SAMPLE_TYPE_LOOP' })
    expect((await fetch(sample.wavUrl)).headers.get('content-type')).toBe('audio/wav')
    expect((await rpc(visitor, `${samples}/GetSample`, token, { name: sample.name })).body).toEqual({ sample })
    expect(listed.body).toMatchObject({ presets: [{ deviceType: 'PRESET_DEVICE_TYPE_HEISENBERG' }, {}], nextPageToken: expect.any(String) })
    expect(await rpc(visitor, `${presets}/GetPreset`, token, { name: 'presets/x' })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    expect(await rpc(visitor, `${presets}/CreatePreset`, token)).toMatchObject({ status: 404, body: { code: 'unimplemented' } })
    expect(await rpc(visitor, `${samples}/ListSamples`, undefined)).toMatchObject({ status: 401 })
  })
})
