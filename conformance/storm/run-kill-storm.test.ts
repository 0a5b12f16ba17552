import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { registerApp } from '../src/registered-app.ts'
import { runStagedoor } from '../src/run-stagedoor.ts'
import { checkChains } from './check-chains.ts'
import type { Chain } from './login-storm.ts'
import { runKillStorm } from './run-kill-storm.ts'

const KILLS = 8

it(`[RFC 6749 §4.1] every token acknowledged before kill -9 works after the restart, at each of ${KILLS} moments of a login storm`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stagedoor-storm-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))

  const report = await runKillStorm({ dataDir, kills: KILLS, delayMs: (kill) => 40 + ((kill * 67) % 210) })

  expect(report).toMatchObject({ kills: KILLS, lost: 0, revived: 0 })
  expect(report.logins).toBeGreaterThan(KILLS)
  expect(report.refreshes).toBeGreaterThan(KILLS)
}, 60_000)

it('the check sees a token that was lost, and a grant that came back', async () => {
  await using stagedoor = await runStagedoor()
  const app = await registerApp(stagedoor, 'standard')
  const chain = async (revoked: boolean): Promise<Chain> => {
    const { accessToken, refreshToken } = await app.logIn()
    return { accessTokens: [accessToken], refreshToken, unanswered: 'nothing', revoked }
  }
  const lost = await chain(false)
  await app.revoke(lost.refreshToken)

  const found = await checkChains(app, [lost, await chain(false), await chain(true)])

  expect(found).toMatchObject({ checked: 4, lost: 2, revived: 2 })
})
