import { audiotool } from '@stagedoor/platforms'
import type { TokenSet } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/fake-clock.ts'
import { type ClientContext, createContext } from '../client-context.ts'
import { spendRefreshToken } from './spend-refresh-token.ts'

const tokens = (accessToken: string): TokenSet => ({
  accessToken,
  tokenType: undefined,
  expiresInSeconds: undefined,
  refreshToken: undefined,
  scope: undefined,
})

let apps = 0
/** Another app each time: what is remembered lasts longer than a test. */
const openApp = (clock = new FakeClock(), clientId = `app-${++apps}`): ClientContext & { clock: FakeClock } => ({
  ...createContext({ platform: audiotool, clientId, redirectUri: 'https://app.example/', clock }),
  clock,
})

describe('a refresh token that works once', () => {
  it('[RFC 9700 §4.14.2] is sent once for fifty that come with it, and all get the answer', async () => {
    const app = openApp()
    let sent = 0
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => spendRefreshToken(app, 'refresh-1', async () => tokens(`access-${++sent}`))),
    )

    expect(sent).toBe(1)
    expect(new Set(answers.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-1']))
  })

  it('is answered alike for half a minute, and then sent', async () => {
    const app = openApp()
    let sent = 0
    const spend = async (): Promise<string> =>
      (await spendRefreshToken(app, 'refresh-1', async () => tokens(`access-${++sent}`))).accessToken

    const early = [await spend()]
    await app.clock.advance(29)
    early.push(await spend())
    await app.clock.advance(1)

    expect([...early, await spend()]).toEqual(['access-1', 'access-1', 'access-2'])
  })

  it('is sent again after a failure', async () => {
    const app = openApp()
    const failed = spendRefreshToken(app, 'refresh-1', async () => {
      throw new Error('No reply.')
    })
    await expect(failed).rejects.toThrow('No reply.')

    expect(await spendRefreshToken(app, 'refresh-1', async () => tokens('access-1'))).toMatchObject({ accessToken: 'access-1' })
  })

  it('of one app, or one person, answers nobody else', async () => {
    const [one, other] = [openApp(), openApp()]

    const answers = await Promise.all([
      spendRefreshToken(one, 'refresh-1', async () => tokens('a')),
      spendRefreshToken(one, 'refresh-2', async () => tokens('b')),
      spendRefreshToken(other, 'refresh-1', async () => tokens('c')),
    ])

    expect(answers.map(({ accessToken }) => accessToken)).toEqual(['a', 'b', 'c'])
  })
})
