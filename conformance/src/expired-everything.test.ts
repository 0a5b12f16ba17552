import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from './browser.ts'
import { expectErrorPage, expectRefusal } from './expect-refusal.ts'
import { type PlatformId, type RegisteredApp, readTokens, registerApp } from './registered-app.ts'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const day = 86_400
const platforms = [
  { platform: 'standard', codeLifetimeSeconds: 60 },
  { platform: 'audius', codeLifetimeSeconds: 600 },
] as const satisfies readonly { readonly platform: PlatformId; readonly codeLifetimeSeconds: number }[]

describe.each(platforms)('everything of $platform ends', ({ platform, codeLifetimeSeconds }) => {
  let stagedoor: RunningStagedoor
  let app: RegisteredApp

  beforeAll(async () => {
    stagedoor = await runStagedoor()
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const advance = (advanceSeconds: number): Promise<unknown> => stagedoor.post('clock', { advanceSeconds })
  const freshApp = async (): Promise<RegisteredApp> => {
    app = await registerApp(stagedoor, platform)
    return app
  }

  it('[RFC 6749 §4.1.2] a code: good just before its end, an invalid_grant after', async () => {
    await freshApp()
    const [early, late] = [await app.code(), await app.code()]

    await advance(codeLifetimeSeconds - 5)
    expect((await app.exchange(early)).status).toBe(200)
    await advance(6)
    expectRefusal(await app.exchange(late), { status: 400, error: 'invalid_grant', secrets: [late] })
  })

  it('[RFC 6750 §3.1] an access token: after an hour, with a challenge that says so', async () => {
    await freshApp()
    const { accessToken } = await app.logIn()

    await advance(3595)
    expect(await app.opens(accessToken)).toBe(true)
    await advance(6)
    const answer = await app.profile({ authorization: `Bearer ${accessToken}` })
    expectRefusal(answer, { status: 401, error: 'invalid_token', secrets: [accessToken] })
  })

  it('[RFC 6749 §6] a refresh token: thirty days after its last use', async () => {
    await freshApp()
    const first = await app.logIn()

    await advance(29 * day)
    const second = readTokens(await app.refresh(first.refreshToken))
    await advance(29 * day)
    const third = readTokens(await app.refresh(second.refreshToken))
    await advance(30 * day + 1)
    expectRefusal(await app.refresh(third.refreshToken), { status: 400, error: 'invalid_grant', secrets: [third.refreshToken] })
  })

  it('a sign-in under way: after an hour its pages are over, and no code comes of it', async () => {
    await freshApp()
    const [user] = stagedoor.platforms[platform].users
    const browser = new Browser()
    const begun = await browser.get(app.authorizationUrl())
    const page = await browser.get(begun.location)

    await advance(3601)
    expectErrorPage(await browser.get(begun.location), 400)
    expectErrorPage(await browser.submit(page, begun.location, { username: user?.username ?? '', password: user?.password ?? '' }), 400)
  })

  it('a consent screen left open: after an hour Allow gives nothing', async () => {
    await freshApp()
    const [user] = stagedoor.platforms[platform].users
    const browser = new Browser()
    const consent = await app.openConsent(browser, { username: user?.username ?? '', password: user?.password ?? '' })

    await advance(3601)
    expectErrorPage(await browser.submit(consent, app.endpoint('authorization'), { decision: 'allow' }), 400)
  })

  it('a browser session: after thirty days the person signs in again', async () => {
    await freshApp()
    await app.code()

    await advance(30 * day - 5)
    expect((await app.authorize()).location).toContain('code=')
    await advance(6)
    expect((await app.authorize()).location).toContain('/interaction/sign-in?')
  })

  it('and new ones begin', async () => {
    await freshApp()
    const { accessToken } = await app.logInByForms()
    expect(await app.opens(accessToken)).toBe(true)
  })
})

describe('a grant of standard', () => {
  it('[RFC 9700 §4.14.2] ends after a year, however often it was refreshed', async () => {
    await using stagedoor = await runStagedoor()
    const app = await registerApp(stagedoor, 'standard')
    let tokens = await app.logIn()

    for (let month = 0; month < 13; month += 1) {
      await stagedoor.post('clock', { advanceSeconds: 28 * day })
      tokens = readTokens(await app.refresh(tokens.refreshToken))
    }
    await stagedoor.post('clock', { advanceSeconds: 2 * day })

    expectRefusal(await app.refresh(tokens.refreshToken), { status: 400, error: 'invalid_grant' })
  })
})
