import { join } from 'node:path'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pressAllow } from '../rig/press-allow.ts'
import { type SampleServer, serveSample } from '../rig/serve-sample.ts'

const folder = import.meta.dirname
const home = 'http://127.0.0.1:5173/'

/** The samples of `platform-docs/audiotool-app-authorization.txt`. */
describe('the document of Audiotool', () => {
  // Which sample the page runs may change between two loads.
  const scripts = { '/': 'buttons.js' }
  const lines: string[] = []
  let world: RealAddresses
  let server: SampleServer
  let browser: Browser
  let page: Page

  /** One server with the document's own Vite configuration, and one page. */
  beforeAll(async () => {
    world = await startRealAddresses()
    server = await serveSample(folder, { scripts, configFile: join(folder, 'vite.config.ts') })
    browser = await world.openBrowser(server.hostResolverRule)
    page = await browser.newPage()
    page.on('console', (message) => lines.push(message.text()))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    // Nobody is signed in, here or at Audiotool.
    await page.context().clearCookies()
    await page.goto('about:blank')
    lines.length = 0
  })

  const openSample = async (script: string): Promise<void> => {
    scripts['/'] = script
    await page.goto(home)
  }

  it('the complete example: log in, the projects, log out', async () => {
    await openSample('buttons.js')
    await page.getByRole('button', { name: 'Login' }).click()
    await pressAllow(page)
    await page.waitForURL(home)
    await page.getByRole('button', { name: 'Logout' }).waitFor()

    await expect.poll(() => lines.join('\n')).toMatch(/Logged in as .*mira/)
    await expect.poll(() => lines.join('\n')).toContain('Projects:')
    await page.getByRole('button', { name: 'Logout' }).click()
    await page.getByRole('button', { name: 'Login' }).waitFor()
  })

  it('the first sample, tokens for a server, calls of your own', async () => {
    await openSample('log-in.js')
    await expect.poll(() => lines).toContain('Not logged in')

    await openSample('buttons.js')
    await page.getByRole('button', { name: 'Login' }).click()
    await pressAllow(page, 'jonas')
    await page.getByRole('button', { name: 'Logout' }).waitFor()

    lines.length = 0
    await openSample('log-in.js')
    await expect.poll(() => lines.some((line) => /^Logged in as .*jonas/.test(line))).toBe(true)

    await openSample('own-calls.js')
    await expect.poll(() => lines.find((line) => line.startsWith('Own call:'))).toBeDefined()

    await openSample('export-tokens.js')
    await expect.poll(() => server.posted.length).toBe(1)
    const tokens = JSON.parse(server.posted[0]?.body ?? '')
    expect(tokens).toEqual({ accessToken: expect.any(String), refreshToken: expect.any(String), expiresAt: expect.any(Number) })
    await checkServerSample(tokens)
  })

  /** The route handler with the tokens of a browser: as they are, and past their end, when it must refresh and hand them back. */
  const checkServerSample = async (tokens: { readonly expiresAt: number }): Promise<void> => {
    const script = `
import { handler } from ${JSON.stringify(join(folder, 'server.js'))}
const req = { session: JSON.parse(process.argv[1]) }
await handler(req, { json: (projects) => console.log(JSON.stringify({ projects, session: req.session })) })`
    const answers = []
    for (const session of [tokens, { ...tokens, expiresAt: Date.now() - 1000 }]) {
      const { stdout, stderr } = await world.run(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(session)])
      expect(stdout, stderr).not.toBe('')
      answers.push(JSON.parse(stdout))
    }
    for (const { projects } of answers) expect(projects.projects[0]).toMatchObject({ name: expect.stringMatching(/^projects\//) })
    expect(answers[0].session).toEqual(tokens)
    expect(answers[1].session.expiresAt).toBeGreaterThan(Date.now())
  }

  it('a personal access token', async () => {
    const { token } = await world.control('audiotool/personal-tokens', { username: 'mira', name: 'Script' })
    expect(token).toMatch(/^at_pat_/)
    const run = (pat: string): ReturnType<RealAddresses['run']> =>
      world.run(process.execPath, [join(folder, 'personal-access-token.js')], { AUDIOTOOL_PAT: pat })

    const { stdout, stderr } = await run(String(token))
    expect(stdout, stderr).not.toBe('')
    expect(JSON.parse(stdout).projects.length).toBeGreaterThan(0)
    const refused = await run(`${String(token).slice(0, -4)}AAAA`)
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).not.toContain(String(token).slice(0, 20))
  })
})
