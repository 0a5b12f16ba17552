import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../test/sign-in-world.ts'
import type { AudiotoolClient } from './audiotool-client.ts'
import { createAudiotoolClient } from './create-audiotool-client.ts'
import { createDiskWasmLoader, createNodeTransport } from './node-parts.ts'

/** An API that answers the same to everything, and remembers what it was asked. */
class Api {
  readonly requests: { readonly url: string; readonly authorization: string | null; readonly init: RequestInit | undefined }[] = []
  readonly #answer: () => Response

  constructor(answer: () => Response = () => Response.json({})) {
    this.#answer = answer
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = input instanceof Request ? input : undefined
    const headers = new Headers(init?.headers ?? request?.headers)
    this.requests.push({ url: request?.url ?? String(input), authorization: headers.get('authorization'), init })
    return this.#answer()
  }

  open(auth: Parameters<typeof createAudiotoolClient>[0]['auth'] = 'at_pat_1'): ReturnType<typeof createAudiotoolClient> {
    return createAudiotoolClient({ auth, transport: createNodeTransport({ fetch: this.fetch }), wasm: createDiskWasmLoader() })
  }
}

const refuse = (status: number, code: string) => (): Response => Response.json({ code, message: 'Bearer at_pat_1 is not good' }, { status })

describe('createAudiotoolClient', () => {
  it('calls a service as the SDK does: Connect, unary, JSON, with the personal access token', async () => {
    const api = new Api()
    const client = await api.open()
    await client.projects.listProjects({ filter: 'project.bpm > 120', pageSize: 3 })

    expect(api.requests).toMatchObject([
      {
        url: 'https://rpc.audiotool.com/audiotool.project.v1.ProjectService/ListProjects',
        authorization: 'Bearer at_pat_1',
        init: { method: 'POST', body: '{"filter":"project.bpm > 120","pageSize":3}', credentials: 'omit', redirect: 'error' },
      },
    ])
    expect(new Headers(api.requests[0]?.init?.headers).get('content-type')).toBe('application/json')
    expect(new Headers(api.requests[0]?.init?.headers).get('connect-protocol-version')).toBe('1')
  })

  it('asks an auth provider of any kind for each call', async () => {
    const api = new Api()
    let count = 0
    const client = await api.open({ getToken: async () => `Bearer token-${++count}` })
    await client.users.getUser({ name: 'users/mira' })
    await client.samples.listSamples()

    expect(api.requests.map(({ authorization }) => authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it.each<[string, (client: AudiotoolClient) => Promise<unknown>]>([
    ['project.v1.ProjectService/GetProject', ({ projects }) => projects.getProject({})],
    ['project.v1.ProjectRoleService/ListProjectRoles', ({ projectRoles }) => projectRoles.listProjectRoles()],
    ['user.v1.UserService/BatchGetUsers', ({ users }) => users.batchGetUsers()],
    ['sample.v1.SampleService/CreateSample', ({ samples }) => samples.createSample({})],
    ['preset.v1.PresetService/ListPresets', ({ presets }) => presets.listPresets()],
    ['audiograph.v1.AudiographService/GetAudiographs', ({ audioGraph }) => audioGraph.getAudiographs({})],
  ])('reaches %s', async (path, call) => {
    const api = new Api()
    await call(await api.open())

    expect(api.requests[0]?.url).toBe(`https://rpc.audiotool.com/audiotool.${path}`)
  })

  it('gives an empty list where JSON left it out', async () => {
    const client = await new Api().open()

    expect(await client.projects.listProjects({})).toEqual({ projects: [], nextPageToken: '' })
    expect(await client.presets.listPresets()).toEqual({ presets: [], nextPageToken: '' })
    expect(await client.projects.getProject({})).toEqual({})
  })

  it('is no promise, so that it can be awaited and returned', async () => {
    const { projects } = await new Api().open()

    expect(await Promise.race([projects])).toBe(projects)
  })

  it.each([
    [401, 'unauthenticated', { code: 'session_ended', action: 'login' }],
    [403, 'permission_denied', { code: 'configuration', action: 'fix-config' }],
    [404, 'not_found', { code: 'request_refused', action: 'none' }],
    [400, 'invalid_argument', { code: 'request_refused', action: 'none' }],
    [429, 'resource_exhausted', { code: 'rate_limited', retryable: true }],
    [503, 'unavailable', { code: 'provider_unavailable', retryable: true }],
  ])('[trap 22] throws the answer %d %s, once and by name', async (status, code, error) => {
    const api = new Api(refuse(status, code))
    const client = await api.open()

    await expect(client.projects.listProjects({})).rejects.toMatchObject({ name: 'StagedoorError', ...error })
    expect(api.requests).toHaveLength(1)
  })

  it('[trap 22] names the call and the code of the platform, never its text, which may quote a token', async () => {
    const client = await new Api(refuse(403, 'insufficient_permissions')).open()
    const error: unknown = await client.projects.createProject({}).then(undefined, (thrown: unknown) => thrown)

    expect(error).toMatchObject({
      message: 'Refused by audiotool.project.v1.ProjectService/CreateProject: insufficient_permissions.',
      providerError: 'insufficient_permissions',
    })
    expect(`${error instanceof Error && error.stack} ${JSON.stringify(error)}`).not.toContain('at_pat_1')
  })

  it('[trap 22] throws what is no answer at all', async () => {
    const html = await new Api(() => new Response('<h1>Hello</h1>')).open()
    const broken = await new Api(() => {
      throw new TypeError('fetch failed')
    }).open()

    expect(await codeOf(html.projects.listProjects({}))).toBe('invalid_response')
    expect(await codeOf(broken.projects.listProjects({}))).toBe('provider_unavailable')
  })

  it('[trap 21] authorizes what authorizedFetch sends to the platform, whatever form the URL has', async () => {
    const api = new Api()
    const { authorizedFetch } = await api.open()
    await authorizedFetch('https://rpc.audiotool.com/files/1')
    await authorizedFetch(new URL('https://rpc.audiotool.com/files/2'), { method: 'PUT' })
    await authorizedFetch(new Request('https://rpc.audiotool.com/files/3'))

    expect(api.requests.map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer at_pat_1'))
  })

  it.each([
    'https://rpc.audiotool.com.evil.example/',
    'https://evil.example/?https://rpc.audiotool.com/',
    'https://rpc.audiotool.com@evil.example/',
    'http://rpc.audiotool.com/',
  ])('[trap 21] and nothing that it sends to %s', async (url) => {
    const api = new Api()
    await (await api.open()).authorizedFetch(url)

    expect(api.requests[0]?.authorization).toBeNull()
  })

  it('leaves an authorization of the caller alone, and sends none with fetch', async () => {
    const api = new Api()
    const client = await api.open()
    await client.authorizedFetch('https://rpc.audiotool.com/', { headers: { authorization: 'Bearer own' } })
    await client.fetch('https://rpc.audiotool.com/')

    expect(api.requests.map(({ authorization }) => authorization)).toEqual(['Bearer own', null])
  })

  it('moves with its transport', async () => {
    const api = new Api()
    const transport = createNodeTransport({ fetch: api.fetch, baseUrl: 'http://127.0.0.1:4700/audiotool' })
    const client = await createAudiotoolClient({ auth: 'at_pat_1', transport })
    await client.projects.listProjects({})
    await client.authorizedFetch('http://127.0.0.1:4700/audius/v1/me')

    expect(api.requests.map(({ url, authorization }) => [url, authorization])).toEqual([
      ['http://127.0.0.1:4700/audiotool/audiotool.project.v1.ProjectService/ListProjects', 'Bearer at_pat_1'],
      ['http://127.0.0.1:4700/audius/v1/me', null],
    ])
  })

  it('says who opens documents', async () => {
    const client = await new Api().open()

    await expect(client.open('projects/1')).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('@audiotool/nexus'),
    })
    expect(await codeOf(createDiskWasmLoader().loadModule())).toBe('configuration')
  })

  it('refuses an empty personal access token before anything is sent', async () => {
    expect(await codeOf(new Api().open(''))).toBe('configuration')
    expect(await codeOf(new Api().open('Bearer '))).toBe('configuration')
  })
})
