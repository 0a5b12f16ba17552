import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RealAddresses, startRealAddresses } from './real-addresses.ts'
import { signInOverHttp, type TokenAnswer } from './sign-in-over-http.ts'

const redirectUri = 'https://app.example/callback'

/** The unmodified `soundcloud-api-ts` 1.13.4. Its hosts are literals: `stagedoor run` leads them here, with certificate checks on. */
describe('soundcloud-api-ts 1.13.4, unmodified', () => {
  let world: RealAddresses
  let clientId: string
  let clientSecret: string
  let tokens: TokenAnswer

  beforeAll(async () => {
    world = await startRealAddresses()
    const client = await world.control('soundcloud/clients', { client_name: 'SoundCloud App', redirect_uris: [redirectUri] })
    clientId = String(client.client_id)
    clientSecret = String(client.client_secret)
    tokens = await signInOverHttp(world.url, 'soundcloud', { clientId, clientSecret, redirectUri, scope: '' })
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  /** Runs a module that prints one line of JSON; `sc` is the client. */
  const run = async (body: string, args: readonly string[] = []): Promise<Record<string, unknown>> => {
    const script = `
      import { generateCodeChallenge, generateCodeVerifier, SoundCloudClient } from 'soundcloud-api-ts'
      const [clientId, clientSecret, redirectUri, ...args] = process.argv.slice(1)
      const sc = new SoundCloudClient({ clientId, clientSecret, redirectUri })
      const attempt = (promise) => promise.catch((error) => ({ name: error.name, status: error.status, message: error.message }))
      const print = (value) => console.log('RESULT ' + JSON.stringify(value))
      ${body}`
    const { stdout, stderr } = await world.run(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      clientId,
      clientSecret,
      redirectUri,
      ...args,
    ])
    const line = stdout.split('\n').find((text) => text.startsWith('RESULT '))
    expect(line, stderr).toBeDefined()
    return JSON.parse((line ?? '').slice('RESULT '.length))
  }

  it('exchanges a code, reads me, refreshes once, and hears invalid_grant for the second use', async () => {
    const answer = await run(
      `sc.setToken(args[0], args[1])
       const me = await sc.me.getMe({ token: args[0] })
       const refreshed = await sc.auth.refreshUserToken(args[1])
       const again = await attempt(sc.auth.refreshUserToken(args[1]))
       print({ me, refreshed, again })`,
      [tokens.access_token, tokens.refresh_token],
    )
    expect(answer.me).toMatchObject({ kind: 'user', username: 'Mira Okafor', permalink: 'mira' })
    expect(answer.refreshed).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: '', refresh_token: expect.any(String) })
    expect(answer.again).toMatchObject({ status: 400, message: 'invalid_grant' })
  })

  it('builds the authorization URL that the platform takes', async () => {
    const { url } = await run(
      `const verifier = generateCodeVerifier()
       print({ url: sc.auth.getAuthorizationUrl({ state: 'of-a-test', codeChallenge: await generateCodeChallenge(verifier) }) })`,
    )
    const { stdout } = await world.run('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', String(url)])
    expect(stdout).toMatch(/^303 https:\/\/secure\.soundcloud\.com\/interaction\/sign-in\?transaction=/)
  })

  it('gets a token of its own by Basic, which may search and is refused at me', async () => {
    const answer = await run(
      `const own = await sc.auth.getClientToken()
       sc.setToken(own.access_token)
       const found = await sc.search.tracks('a', undefined, { token: own.access_token }).catch((error) => String(error))
       print({ own, found, me: await attempt(sc.me.getMe({ token: own.access_token })) })`,
    )
    expect(answer.own).toMatchObject({ access_token: expect.any(String), expires_in: 3599, token_type: 'Bearer' })
    expect(answer.found).toMatchObject({ collection: expect.any(Array) })
    expect(answer.me).toMatchObject({ status: 401 })
  })

  it('signs out: the token is dead afterwards', async () => {
    const fresh = await signInOverHttp(world.url, 'soundcloud', { clientId, clientSecret, redirectUri, scope: '' })
    const answer = await run(
      `await sc.auth.signOut(args[0])
       print({ me: await attempt(sc.me.getMe({ token: args[0] })) })`,
      [fresh.access_token],
    )
    expect(answer.me).toMatchObject({ status: 401 })
  })
})
