import {
  type AuthProvider,
  createAudiotoolClient,
  createNodeTransport,
  createServerAuth,
  type TokenData,
} from '@stagedoor/client/audiotool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RealAddresses, startRealAddresses } from './real-addresses.ts'
import { signInOverHttp, type TokenAnswer } from './sign-in-over-http.ts'

const redirectUri = 'http://127.0.0.1:5173/'

/** `@stagedoor/client/audiotool` on a server: against the emulator, and inside the unmodified `@audiotool/nexus` 0.0.17. */
describe('@stagedoor/client/audiotool on a server', () => {
  let world: RealAddresses
  let baseUrl: string
  let clientId: string

  beforeAll(async () => {
    world = await startRealAddresses()
    baseUrl = `${world.url}/audiotool`
    clientId = await register('project:write')
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  const register = async (scope: string): Promise<string> => {
    const metadata = { client_name: 'Server App', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none', scope }
    return String((await world.control('audiotool/clients', metadata)).client_id)
  }
  const signIn = (app = clientId, scope = 'project:write'): Promise<TokenAnswer> =>
    signInOverHttp(world.url, 'audiotool', { clientId: app, redirectUri, scope })
  /** The auth of a handler whose session has these tokens; by default they are over. */
  const handlerAuth = (tokens: TokenAnswer, onTokenRefresh?: (tokens: TokenData) => void, expiresAt = 0): AuthProvider =>
    createServerAuth({
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expiresAt,
      clientId,
      baseUrl,
      ...(onTokenRefresh && { onTokenRefresh }),
    })
  const open = (auth: string | AuthProvider): ReturnType<typeof createAudiotoolClient> =>
    createAudiotoolClient({ auth, transport: createNodeTransport({ baseUrl }) })

  it('lists projects with the tokens of a browser, with a personal access token, and with page tokens', async () => {
    const { token } = await world.control('audiotool/personal-tokens', { username: 'mira', name: 'Script' })
    const handed = await open(handlerAuth(await signIn(), undefined, Date.now() + 3_600_000))
    const own = await open(String(token))

    const { projects } = await handed.projects.listProjects({})
    const first = await own.projects.listProjects({ pageSize: 1 })
    const second = await own.projects.listProjects({ pageSize: 1, pageToken: first.nextPageToken })

    expect(projects[0]).toMatchObject({ name: expect.stringMatching(/^projects\/[\da-f-]{36}$/), displayName: expect.any(String) })
    expect([first.projects[0]?.name, second.projects[0]?.name]).toEqual(projects.slice(0, 2).map(({ name }) => name))
  })

  it('[trap 2] spends a single-use refresh token once for fifty handlers at a time, and the session goes on', async () => {
    const tokens = await signIn()
    const saved: TokenData[] = []
    const handle = async (): Promise<number> => {
      const client = await open(handlerAuth(tokens, (next) => void saved.push(next)))
      return (await client.projects.listProjects({})).projects.length
    }

    const counts = await Promise.all(Array.from({ length: 50 }, handle))
    const last = saved.at(-1)
    const next = await open(createServerAuth({ accessToken: '', refreshToken: last?.refreshToken ?? '', expiresAt: 0, clientId, baseUrl }))

    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(new Set(saved.map(({ refreshToken }) => refreshToken)).size).toBe(1)
    expect((await next.projects.listProjects({})).projects.length).toBeGreaterThan(0)
  })

  it('[trap 22] throws insufficient permissions, a project that is not there, and a token that is none', async () => {
    const narrow = await register('sample:write')
    const tokens = await signIn(narrow, 'sample:write')
    const limited = await open({ getToken: async () => `Bearer ${tokens.access_token}` })
    const { token } = await world.control('audiotool/personal-tokens', { username: 'mira', name: 'Script' })
    const own = await open(String(token))

    await expect(limited.projects.listProjects({})).rejects.toMatchObject({ code: 'configuration', providerError: 'permission_denied' })
    await expect(own.call('project.v1.ProjectService', 'GetNothing', {})).rejects.toMatchObject({ name: 'StagedoorError' })
    await expect((await open('at_pat_made_up')).projects.listProjects({})).rejects.toMatchObject({ code: 'session_ended' })
  })

  /** Runs a module in the world of the real addresses: the real SDK, with our auth. */
  const runInSdk = async (body: string, args: readonly string[]): Promise<Record<string, unknown>> => {
    const script = `
      import { createAudiotoolClient } from '@audiotool/nexus'
      import { createNodeTransport } from '@audiotool/nexus/node'
      import { createPATAuth, createServerAuth } from '@stagedoor/client/audiotool'
      const [accessToken, refreshToken, clientId] = process.argv.slice(1)
      const auth = createServerAuth({ accessToken, refreshToken, clientId, expiresAt: 0 })
      const print = (value) => { console.log('RESULT ' + JSON.stringify(value)); process.exit(0) }
      const at = await createAudiotoolClient({ auth, transport: createNodeTransport() })
      const listed = await at.projects.listProjects({})
      ${body}`
    const { stdout, stderr } = await world.run(process.execPath, ['--input-type=module', '-e', script, ...args])
    const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))
    expect(line, stderr + stdout).toBeDefined()
    return JSON.parse((line ?? '').slice('RESULT '.length))
  }

  it('is an auth of the real SDK: refreshes, and the SDK lists projects over HTTP/2', async () => {
    const { access_token, refresh_token } = await signIn()
    const answer = await runInSdk('print({ isError: listed instanceof Error, count: listed.projects?.length })', [
      access_token,
      refresh_token,
      clientId,
    ])

    expect(answer).toMatchObject({ isError: false, count: expect.any(Number) })
  })

  it('[trap 6] lets a call of the real SDK settle when the session has ended', async () => {
    const { access_token, refresh_token } = await signIn()
    await fetch(`${baseUrl}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ token: refresh_token, client_id: clientId }) })
    const started = Date.now()

    const answer = await runInSdk('print({ isError: listed instanceof Error, cause: String(listed.cause) })', [
      access_token,
      refresh_token,
      clientId,
    ])

    expect(answer).toEqual({ isError: true, cause: expect.stringContaining('session_ended') })
    expect(Date.now() - started).toBeLessThan(10_000)
  })
})
