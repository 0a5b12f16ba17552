import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RealAddresses, startRealAddresses } from './real-addresses.ts'
import { signInOverHttp, type TokenAnswer } from './sign-in-over-http.ts'

/**
 * The unmodified `@audiotool/nexus` 0.0.17 in Node. Its hosts are literals: `stagedoor run` leads them here, with certificate checks on.
 * Its document engine (`open()`) is not used.
 */
describe('@audiotool/nexus 0.0.17 in Node, unmodified', () => {
  let world: RealAddresses
  let clientId: string
  let tokens: TokenAnswer
  let personalToken: string

  beforeAll(async () => {
    world = await startRealAddresses()
    const redirectUri = 'http://127.0.0.1:5173/'
    const client = await world.control('audiotool/clients', {
      client_name: 'Nexus App',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      scope: 'project:write',
    })
    clientId = String(client.client_id)
    tokens = await signInOverHttp(world.url, 'audiotool', { clientId, redirectUri, scope: 'project:write' })
    personalToken = String((await world.control('audiotool/personal-tokens', { username: 'mira', name: 'Script' })).token)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  /** Runs a module that prints one line of JSON. */
  const run = async (body: string, args: readonly string[]): Promise<Record<string, unknown>> => {
    const script = `
      import { createAudiotoolClient, createPATAuth, createServerAuth } from '@audiotool/nexus'
      import { createDiskWasmLoader, createNodeTransport } from '@audiotool/nexus/node'
      const print = (value) => { console.log('RESULT ' + JSON.stringify(value)); process.exit(0) }
      const args = process.argv.slice(1)
      const client = (auth) => createAudiotoolClient({ auth, transport: createNodeTransport(), wasm: createDiskWasmLoader() })
      ${body}`
    const { stdout, stderr, code } = await world.run(process.execPath, ['--input-type=module', '-e', script, ...args])
    const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))
    expect(line, `${code}\n${stderr}\n${stdout}`).toBeDefined()
    return JSON.parse((line ?? '').slice('RESULT '.length))
  }

  it('lists projects with the tokens of a browser, over HTTP/2', async () => {
    const answer = await run(
      `const [accessToken, refreshToken, clientId] = args
       const at = await client(createServerAuth({ accessToken, refreshToken, expiresAt: Date.now() + 3600_000, clientId }))
       const listed = await at.projects.listProjects({})
       print({ error: listed instanceof Error ? String(listed.cause ?? listed) : null, projects: listed.projects?.map(({ name, displayName }) => ({ name, displayName })) })`,
      [tokens.access_token, tokens.refresh_token, clientId],
    )
    expect(answer.error).toBeNull()
    expect(answer.projects).toEqual(
      expect.arrayContaining([{ name: expect.stringMatching(/^projects\/[\da-f-]{36}$/), displayName: expect.any(String) }]),
    )
  })

  it('refreshes tokens that are over, once for two calls at a time', async () => {
    const answer = await run(
      `const [accessToken, refreshToken, clientId] = args
       const refreshed = []
       const auth = createServerAuth({ accessToken, refreshToken, expiresAt: Date.now() - 1000, clientId, onTokenRefresh: (tokens) => refreshed.push(tokens) })
       const given = await Promise.all([auth.getToken(), auth.getToken()])
       const listed = await (await client(auth)).projects.listProjects({})
       print({ refreshed, same: given[0] === given[1], count: listed.projects.length })`,
      [tokens.access_token, tokens.refresh_token, clientId],
    )
    expect(answer).toMatchObject({ same: true })
    expect(answer.refreshed).toEqual([{ accessToken: expect.any(String), refreshToken: expect.any(String), expiresAt: expect.any(Number) }])
    expect(answer.count).toBeGreaterThan(0)
  })

  it('works with a personal access token, as text and as createPATAuth', async () => {
    for (const auth of ['args[0]', 'createPATAuth(args[0])']) {
      const answer = await run(`print({ count: (await (await client(${auth})).projects.listProjects({})).projects.length })`, [
        personalToken,
      ])
      expect(answer.count).toBeGreaterThan(0)
    }
  })

  it('hears permission_denied when a scope is missing, and unauthenticated for a wrong token', async () => {
    const redirectUri = 'http://127.0.0.1:5173/'
    const registered = await world.control('audiotool/clients', {
      client_name: 'Sample App',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      scope: 'sample:write',
    })
    const narrow = await signInOverHttp(world.url, 'audiotool', {
      clientId: String(registered.client_id),
      redirectUri,
      scope: 'sample:write',
    })
    for (const [token, code] of [
      [narrow.access_token, 7],
      ['made-up', 16],
    ] as const) {
      const answer = await run(
        `const listed = await (await client({ getToken: async () => 'Bearer ' + args[0] })).projects.listProjects({})
         print({ isError: listed instanceof Error, code: listed.cause?.code, message: listed.cause?.rawMessage })`,
        [token],
      )
      expect(answer).toMatchObject({ isError: true, code })
      if (code === 7) expect(answer.message).toContain('insufficient_permissions')
    }
  })
})
