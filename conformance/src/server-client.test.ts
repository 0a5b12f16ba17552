import { apiKey, auphonic, createClient, soundcloud } from '@stagedoor/client'
import { auphonic as openAuphonic } from '@stagedoor/client/auphonic'
import { createServerClient, type ServerClient, type ServerClientOptions } from '@stagedoor/client/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PlatformId, type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const redirectUri = 'https://app.example/callback'

interface App {
  readonly clientId: string
  readonly clientSecret: string
}

/** `createServerClient()` and `@stagedoor/client/auphonic` against the emulator. */
describe('a sign-in without a page', () => {
  let stagedoor: RunningStagedoor
  const apps = new Map<PlatformId, App>()

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'soundcloud', '--platform', 'auphonic'])
    for (const platform of ['soundcloud', 'auphonic'] as const) {
      const { clientId, clientSecret = '' } = await stagedoor.register(platform, { client_name: 'Backend', redirect_uris: [redirectUri] })
      apps.set(platform, { clientId, clientSecret })
    }
  })
  afterAll(() => stagedoor?.[Symbol.asyncDispose]())

  const app = (platform: PlatformId): App => apps.get(platform) ?? { clientId: '', clientSecret: '' }
  const open = (platform: ServerClientOptions['platform'], id: PlatformId, more: Partial<ServerClientOptions> = {}): ServerClient =>
    createServerClient({ platform, ...app(id), redirectUri, baseUrl: stagedoor.platforms[id].issuer, ...more })
  /** What the browser of somebody who has allowed it is sent back with. */
  const visit = async (id: PlatformId, url: string, username = 'mira'): Promise<string> => {
    const cookie = await stagedoor.signIn(id, username, [{ clientId: app(id).clientId, scope: '' }])
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    return answer.headers.get('location') ?? ''
  }

  it('[SoundCloud] signs in with verifier and secret, refreshes, knows who it is, and signs out', async () => {
    const client = open(soundcloud, 'soundcloud')
    const { url, pending } = client.begin()
    await client.finish(await visit('soundcloud', url), pending)
    const before = await client.getAccessToken()

    expect(await client.refresh()).toMatchObject({ status: 'authenticated' })
    expect(await client.getAccessToken()).not.toBe(before)
    expect(await client.getProfile()).toMatchObject({ username: 'mira' })
    const { endpoints } = client
    expect(await client.logout()).toEqual({ revoked: true })
    expect((await fetch(endpoints.userinfo, { headers: { authorization: `OAuth ${before}` } })).status).toBe(401)
  })

  it('[SoundCloud] is refused with a wrong secret: the set-up is wrong, not the person', async () => {
    const client = open(soundcloud, 'soundcloud', { clientSecret: 'wrong' })
    const { url, pending } = client.begin()

    await expect(client.finish(await visit('soundcloud', url), pending)).rejects.toMatchObject({
      code: 'configuration',
      providerError: 'invalid_client',
    })
  })

  it('[SoundCloud] has a token of the app, which is nobody', async () => {
    const client = open(soundcloud, 'soundcloud')

    expect(await client.loginAsApp()).toMatchObject({ status: 'authenticated' })
    await expect(client.getProfile()).rejects.toMatchObject({ name: 'StagedoorError' })
  })

  it('[Auphonic] signs in by code, and by password, for ten years', async () => {
    const byCode = open(auphonic, 'auphonic')
    const { url, pending } = byCode.begin({ returnTo: '/studio' })
    expect(await byCode.finish(await visit('auphonic', url), pending)).toMatchObject({ returnTo: '/studio' })
    const byPassword = open(auphonic, 'auphonic')
    await byPassword.loginWithPassword({ username: 'mira', password: 'stage-demo' })

    for (const client of [byCode, byPassword]) expect(await client.getProfile()).toMatchObject({ username: 'mira' })
    expect(await byCode.restore()).toMatchObject({ expiresAt: expect.toSatisfy((at: number) => at > Date.now() / 1000 + 9 * 365 * 86_400) })
    await expect(byPassword.loginWithPassword({ username: 'mira', password: 'wrong' })).rejects.toMatchObject({
      code: 'credentials_rejected',
    })
  })

  it('[Auphonic] by its drop-in: account, productions, presets, and a sound that plays by its URL alone', async () => {
    const account = openAuphonic({ ...app('auphonic'), redirectUri, baseUrl: stagedoor.platforms.auphonic.issuer })
    const { url, pending } = account.authorizeUrl()
    const { accessToken } = await account.exchange(await visit('auphonic', url), pending)
    const later = openAuphonic({ accessToken, baseUrl: stagedoor.platforms.auphonic.issuer })
    const byPassword = openAuphonic({ username: 'mira', password: 'stage-demo', baseUrl: stagedoor.platforms.auphonic.issuer })

    for (const each of [account, later, byPassword]) expect(await each.user()).toMatchObject({ username: 'mira' })
    const productions = await later.productions()
    expect(productions.length).toBeGreaterThan(0)
    expect(await later.productions({ limit: 1 })).toHaveLength(1)
    expect((await later.presets()).length).toBeGreaterThan(0)
    const sound = /https?:[^"]*\/api\/download\/[^"]+/.exec(JSON.stringify(productions))?.[0] ?? ''
    expect((await fetch(sound)).status).toBe(401)
    expect((await fetch(await later.mediaUrl(sound))).status).toBe(200)
    expect((await later.fetch(sound)).status).toBe(200)
    expect(await later.logout()).toEqual({ revoked: false })
  })

  it('[Auphonic] refuses a key that it never gave, in words of ours', async () => {
    const client = createClient({ platform: auphonic, credentials: apiKey('never-given'), baseUrl: stagedoor.platforms.auphonic.issuer })
    const account = openAuphonic({ apiKey: 'never-given', baseUrl: stagedoor.platforms.auphonic.issuer })

    expect((await client.fetch(client.endpoints.userinfo)).status).toBe(401)
    await expect(account.user()).rejects.toMatchObject({ code: 'session_ended' })
  })
})
