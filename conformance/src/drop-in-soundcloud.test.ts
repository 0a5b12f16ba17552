import { Soundcloud, type SoundcloudToken } from '@stagedoor/client/soundcloud'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const redirectUri = 'https://app.example/callback'

/** `@stagedoor/client/soundcloud` against the emulator. */
describe('@stagedoor/client/soundcloud', () => {
  let stagedoor: RunningStagedoor
  let clientId: string
  let clientSecret: string
  let sc: Soundcloud

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'soundcloud'])
    const client = await stagedoor.register('soundcloud', { client_name: 'Connect App', redirect_uris: [redirectUri] })
    clientId = client.clientId
    clientSecret = client.clientSecret ?? ''
    sc = open()
  })
  afterAll(() => stagedoor?.[Symbol.asyncDispose]())

  const open = (secret = clientSecret): Soundcloud =>
    new Soundcloud(clientId, secret, redirectUri, undefined, { baseUrl: stagedoor.platforms.soundcloud.issuer })
  /** What comes back to a browser that is signed in and has allowed the app. */
  const visit = async (url: string, username = 'mira'): Promise<Record<string, string>> => {
    const cookie = await stagedoor.signIn('soundcloud', username, [{ clientId, scope: '' }])
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    return Object.fromEntries(new URL(answer.headers.get('location') ?? 'about:blank').searchParams)
  }
  const signIn = async (username?: string): Promise<SoundcloudToken & { refresh_token: string }> => {
    const { url, ...begun } = sc.authorize.url()
    return { refresh_token: '', ...(await sc.token.getToken(await visit(url, username), begun)) }
  }

  it('signs two people in side by side, each with a verifier and a state of their own', async () => {
    const [mira, jonas] = await Promise.all([signIn('mira'), signIn('jonas')])

    expect(mira).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: '', refresh_token: expect.any(String) })
    expect(await sc.me.me(mira.access_token)).toMatchObject({ kind: 'user', permalink: 'mira' })
    expect(await sc.me.me(jonas.access_token)).toMatchObject({ kind: 'user', permalink: 'jonas' })
  })

  it("[trap 16] refuses another person's reply, and the platform refuses another sign-in's verifier", async () => {
    const mine = sc.authorize.url()
    const other = sc.authorize.url()
    const reply = await visit(mine.url)

    await expect(sc.token.getToken(await visit(other.url), mine)).rejects.toMatchObject({ code: 'state_mismatch' })
    await expect(sc.token.getToken(reply, { ...mine, codeVerifier: other.codeVerifier })).rejects.toMatchObject({ code: 'code_rejected' })
  })

  it('[trap 17] stays signed in for weeks, though a token lives for an hour and a refresh token works once', async () => {
    let stored: SoundcloudToken = await signIn()
    for (const days of [1 / 20, 1, 30]) {
      await stagedoor.post('clock', { advanceSeconds: days * 86_400 })
      const spent = stored.refresh_token
      const connection = sc.connect(stored, (token) => {
        stored = token
      })
      expect(await connection.me()).toMatchObject({ permalink: 'mira' })
      expect(stored.refresh_token).not.toBe(spent)
    }
  })

  it('[trap 2] spends a refresh token once for fifty requests at a time', async () => {
    const stored = await signIn()
    await stagedoor.post('clock', { advanceSeconds: 4000 })
    const saved: SoundcloudToken[] = []

    const answers = await Promise.all(Array.from({ length: 50 }, () => sc.connect(stored, (token) => void saved.push(token)).me()))

    expect(new Set(answers.map(({ permalink }) => permalink))).toEqual(new Set(['mira']))
    expect(new Set(saved.map((token) => token.refresh_token)).size).toBe(1)
    expect(await sc.token.refreshToken(saved[0]?.refresh_token ?? '')).toMatchObject({ expires_in: 3599 })
  })

  it('[trap 19] signs out at the platform: neither token works after it', async () => {
    const { access_token, refresh_token } = await signIn()

    expect(await sc.token.signOut(access_token)).toEqual({ revoked: true })
    await expect(sc.me.me(access_token)).rejects.toMatchObject({ code: 'session_ended' })
    await expect(sc.token.refreshToken(refresh_token)).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('gets a token of the app, which is nobody at me, and keeps to the limits without being told', async () => {
    const tokens = await Promise.all(Array.from({ length: 40 }, () => sc.token.clientCredentials()))

    expect(new Set(tokens.map(({ access_token }) => access_token)).size).toBe(1)
    await expect(sc.me.me(tokens[0]?.access_token ?? '')).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('says when a limit is reached, and for how long', async () => {
    const codes = new Set<unknown>()
    let wait = 0
    for (let turn = 0; turn < 35 && wait === 0; turn++) {
      await open()
        .token.clientCredentials()
        .catch((error) => {
          codes.add(error.code)
          wait = error.retryAfterSeconds ?? -1
        })
    }

    expect([...codes]).toEqual(['rate_limited'])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(12 * 3600)
  })

  it('says that the secret is wrong, not that somebody should sign in', async () => {
    await expect(open('wrong').token.refreshToken('any')).rejects.toMatchObject({ code: 'configuration', providerError: 'invalid_client' })
  })
})
