import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from './browser.ts'
import { expectErrorPage, expectRefusal } from './expect-refusal.ts'
import { type Answer, type PlatformId, readTokens, registerApp, responseParameters } from './registered-app.ts'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

const platforms: readonly PlatformId[] = ['standard', 'audius']

describe('fifty at once', () => {
  let stagedoor: RunningStagedoor
  beforeAll(async () => {
    stagedoor = await runStagedoor()
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const fifty = <Result>(act: (index: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all(Array.from({ length: 50 }, (_, index) => act(index)))
  const split = (answers: readonly Answer[]): [won: readonly Answer[], lost: readonly Answer[]] => [
    answers.filter(({ status }) => status === 200),
    answers.filter(({ status }) => status !== 200),
  ]

  it.each(platforms)('[RFC 6749 §4.1.2] exchanges of one code on %s: one winner, and the replays end what it got', async (platform) => {
    const app = await registerApp(stagedoor, platform)
    const code = await app.code()

    const [won, lost] = split(await fifty(() => app.exchange(code)))

    expect([won.length, lost.length]).toEqual([1, 49])
    for (const answer of lost) expectRefusal(answer, { status: 400, error: 'invalid_grant', secrets: [code] })
    const [tokens] = won.map(readTokens)
    expect(await app.opens(tokens?.accessToken ?? '')).toBe(false)
    expectRefusal(await app.refresh(tokens?.refreshToken ?? ''), { status: 400, error: 'invalid_grant' })
  })

  it.each(platforms)('[RFC 7636 §4.6] guesses of a verifier on %s: none wins, and the code is spent', async (platform) => {
    const app = await registerApp(stagedoor, platform)
    const code = await app.code()

    const [won] = split(await fifty((index) => app.exchange(code, { code_verifier: String(index).padEnd(43, 'x') })))

    expect(won).toEqual([])
    expectRefusal(await app.exchange(code), { status: 400, error: 'invalid_grant' })
  })

  it.each(platforms)("[RFC 6749 §5.2] forty-nine thieves on %s do not spoil the owner's one exchange", async (platform) => {
    const app = await registerApp(stagedoor, platform)
    const thief = await registerApp(stagedoor, platform)
    const code = await app.code()

    const answers = await fifty((index) => app.exchange(code, index === 25 ? {} : thief.credentials))

    const [won, lost] = split(answers)
    expect(answers[25]?.status).toBe(200)
    expect([won.length, lost.length]).toEqual([1, 49])
    expect(await app.opens(won.map(readTokens)[0]?.accessToken ?? '')).toBe(true)
  })

  it('[RFC 9700 §4.14.2] refreshes of one token on standard: all get the very same successor, and the session lives', async () => {
    const app = await registerApp(stagedoor, 'standard')
    const { refreshToken } = await app.logIn()

    const [won, lost] = split(await fifty(() => app.refresh(refreshToken)))

    expect(lost).toEqual([])
    expect(new Set(won.map(({ body }) => `${body.access_token} ${body.refresh_token}`)).size).toBe(1)
    const [successor] = won.map(readTokens)
    expect(await app.opens(successor?.accessToken ?? '')).toBe(true)
    expect((await app.refresh(successor?.refreshToken ?? '')).status).toBe(200)
  })

  it('[RFC 9700 §4.14.2] refreshes of one token on audius, which is strict: one winner, and the family is dead', async () => {
    const app = await registerApp(stagedoor, 'audius')
    const first = await app.logIn()

    const [won, lost] = split(await fifty(() => app.refresh(first.refreshToken)))

    expect([won.length, lost.length]).toEqual([1, 49])
    for (const answer of lost) expectRefusal(answer, { status: 400, error: 'invalid_grant', secrets: [first.refreshToken] })
    const [successor] = won.map(readTokens)
    expectRefusal(await app.refresh(successor?.refreshToken ?? ''), { status: 400, error: 'invalid_grant' })
    expect(await Promise.all([first, successor].map((tokens) => app.opens(tokens?.accessToken ?? '')))).toEqual([false, false])
  })

  it('[RFC 7009 §2.1] refreshes that race a revocation on standard: whatever they got is dead', async () => {
    const app = await registerApp(stagedoor, 'standard')
    const { refreshToken } = await app.logIn()

    const answers = await fifty((index) => (index === 25 ? app.revoke(refreshToken) : app.refresh(refreshToken)))

    expect(answers[25]?.status).toBe(200)
    const [won] = split(answers.filter((_, index) => index !== 25))
    for (const { accessToken } of won.slice(0, 1).map(readTokens)) expect(await app.opens(accessToken)).toBe(false)
    expectRefusal(await app.refresh(refreshToken), { status: 400, error: 'invalid_grant' })
  })

  it.each(platforms)('[RFC 6749 §4.1.2] presses of Allow on %s: one code', async (platform) => {
    const app = await registerApp(stagedoor, platform)
    const [user] = stagedoor.platforms[platform].users
    const browser = new Browser()
    const consent = await app.openConsent(browser, { username: user?.username ?? '', password: user?.password ?? '' })

    const seen = await fifty(() => browser.submit(consent, app.endpoint('authorization'), { decision: 'allow' }))

    const codes = seen.flatMap((one) => responseParameters(one).getAll('code'))
    expect(codes).toHaveLength(1)
    for (const one of seen.filter(({ location }) => location === '')) expectErrorPage(one, 400)
    expect((await app.exchange(codes[0] ?? '')).status).toBe(200)
  })
})
