import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standard } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { signIn } from './sign-in-and-allow.ts'
import { runTerminalProgram, type TerminalProgram } from './terminal-program.ts'

const URL_LINE = /^ {2}(http:\S+)$/m

describe('a program at a terminal', { timeout: 60_000 }, () => {
  let platform: TestPlatform
  let browser: Browser
  let context: BrowserContext
  let home: string

  beforeAll(async () => {
    browser = await launchBrowser()
    context = await browser.newContext()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    // Each refresh token once, and no second chance: whoever refreshes twice is signed out.
    platform = await startPlatform({
      ...standard,
      tokens: {
        ...standard.tokens,
        refreshToken: standard.tokens.refreshToken && { ...standard.tokens.refreshToken, rotation: 'strict', retryWindowSeconds: 0 },
      },
    })
    home = mkdtempSync(join(tmpdir(), 'stagedoor-terminal-'))
  })
  afterEach(async () => {
    for (const page of context?.pages() ?? []) await page.close()
    await context?.clearCookies()
    await platform?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const run = (...args: string[]): TerminalProgram => runTerminalProgram(args, { STAGEDOOR_URL: platform.url, XDG_STATE_HOME: home })
  const file = (): string => join(home, 'whoami-stagedoor', 'sign-ins.json')
  const sent = (grantType: string): number =>
    platform.control.requests().filter(({ parameters }) => parameters['grant_type'] === grantType).length

  async function logInByLoopback(at: TestPlatform): Promise<void> {
    const program = runTerminalProgram(['login', '--by', 'loopback'], { STAGEDOOR_URL: at.url, XDG_STATE_HOME: home })
    await context.addCookies([await at.control.sessionCookie('mira')])
    const page = await context.newPage()
    await page.goto((await program.says(URL_LINE))[1] ?? '')
    await page.getByRole('button', { name: 'Allow' }).click()
    await program.ended
  }

  it('[row: terminal/loopback] signs in with the browser of this machine, on a free port, and leaves no code in its history', async () => {
    const program = run('login', '--by', 'loopback')
    const [, url = ''] = await program.says(URL_LINE)
    await context.addCookies([await platform.control.sessionCookie('mira')])
    const page = await context.newPage()
    await page.goto(url)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    const ended = await program.ended

    expect(ended).toMatchObject({ code: 0, output: expect.stringMatching(/^You are .* \(mira\)\.\n$/) })
    expect(new URL(url).searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
    expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/done$/)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(await run().ended).toMatchObject({ code: 0, output: ended.output })
  })

  it('[row: terminal/loopback denied] says so when the person does not allow it, in the browser and at the terminal', async () => {
    const program = run('login', '--by', 'loopback')
    await context.addCookies([await platform.control.sessionCookie('mira')])
    const page = await context.newPage()
    await page.goto((await program.says(URL_LINE))[1] ?? '')
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()

    expect(await program.ended).toMatchObject({ code: 1, errors: expect.stringContaining('The person did not allow it.') })
    expect(await run().ended).toMatchObject({ code: 1, errors: 'You are not signed in. Run: whoami.ts login\n' })
  })

  it('[row: terminal/device grant] [RFC 8628 §3.3] signs in with a code that is typed in a browser elsewhere', async () => {
    const program = run('login', '--by', 'device')
    const [, address = ''] = await program.says(URL_LINE)
    const [, code = ''] = await program.says(/^ {2}([A-Z]{4}-[A-Z]{4})$/m)
    await using elsewhere = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await elsewhere.newPage()
    await page.goto(address)
    await page.getByLabel('Code').fill(code.toLowerCase().replace('-', ''))
    await page.getByRole('button', { name: 'Continue' }).click()
    await signIn(page, 'mira', 'stage-demo')
    const warning = await page.getByText('If somebody sent you this code').textContent()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'Your device is signed in' }).waitFor()
    platform.control.moveClock(10)

    expect(await program.ended).toMatchObject({ code: 0, output: expect.stringContaining('(mira)') })
    expect(warning).toContain(code)
  })

  it('[row: terminal/two terminals] refreshes once for five processes at one moment, and all go on', async () => {
    await logInByLoopback(platform)
    letExpire(file())
    platform.control.clearRequests()

    const runs = await Promise.all(Array.from({ length: 5 }, () => run().ended))

    expect(runs.map(({ code, errors }) => [code, errors])).toEqual(Array(5).fill([0, '']))
    expect(sent('refresh_token')).toBe(1)
    expect(await run().ended).toMatchObject({ code: 0 })
  })

  it('[row: terminal/lost reply] goes on with the next run after the reply to a refresh was lost, where the platform answers again', async () => {
    await using forgiving = await startPlatform(standard)
    const env = { STAGEDOOR_URL: forgiving.url, XDG_STATE_HOME: home }
    await logInByLoopback(forgiving)
    letExpire(file())
    await forgiving.control.addFault({ kind: 'drop_reply', endpoint: 'token', times: 1 })

    const lost = await runTerminalProgram([], env).ended
    const again = await runTerminalProgram([], env).ended

    expect(lost).toMatchObject({ code: 1, errors: 'A refresh was sent and no reply came.\n' })
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('(mira)') })
  })

  it('[row: terminal/logout] signs every terminal out, and revokes', async () => {
    await logInByLoopback(platform)

    expect(await run('logout').ended).toMatchObject({ code: 0, output: 'You are signed out.\n' })
    expect(await run().ended).toMatchObject({ code: 1 })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({})
  })

  it('[row: terminal/nobody to ask] says what to do where nobody can paste', async () => {
    expect(await run('login', '--by', 'paste').ended).toMatchObject({
      code: 1,
      errors: expect.stringContaining('The input is no terminal'),
    })
  })
})

/** As an hour does, for the access token that is kept there. */
function letExpire(path: string): void {
  const texts: Record<string, string> = JSON.parse(readFileSync(path, 'utf8'))
  const aged = Object.entries(texts).map(([key, text]) => [key, JSON.stringify({ ...JSON.parse(text), expiresAt: 1, refreshAt: 1 })])
  writeFileSync(path, JSON.stringify(Object.fromEntries(aged)))
}
