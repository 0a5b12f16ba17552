import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorize, pressAllow } from '../rig/press-allow.ts'
import { readSample } from '../rig/read-sample.ts'
import { type SampleServer, serveSample } from '../rig/serve-sample.ts'

const folder = import.meta.dirname
const home = 'http://127.0.0.1:5173/'

/** The samples of `platform-docs/audius-log-in-legacy.txt`. */
describe('the document of Audius before 2026', () => {
  // Which sample the page runs may change between two loads.
  const sample = { scripts: { '/': 'quick-start.js' }, html: '' }
  let world: RealAddresses
  let server: SampleServer
  let browser: Browser

  beforeAll(async () => {
    world = await startRealAddresses()
    server = await serveSample(folder, sample)
    browser = await world.openBrowser(server.hostResolverRule)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
    await world?.[Symbol.asyncDispose]()
  })

  const openSample = async (
    name: string,
    act: (context: BrowserContext, logged: () => Promise<string[]>) => Promise<void>,
  ): Promise<void> => {
    sample.scripts['/'] = `${name}.js`
    sample.html = readSample(folder, `${name}.html`, {})
    await using context = await browser.newContext()
    const logged: Promise<string>[] = []
    context.on('console', (message) =>
      logged.push(Promise.all(message.args().map((arg) => arg.jsonValue())).then((values) => JSON.stringify(values))),
    )
    await (await context.newPage()).goto(home)
    await act(context, () => Promise.all(logged))
  }

  it('the first sample: a button, a popup, the profile', () =>
    openSample('quick-start', async (context, logged) => {
      const [page] = context.pages()
      const opened = context.waitForEvent('page')
      await page?.click('#audius-login-button')
      await pressAllow(await opened)

      await expect.poll(async () => (await logged()).join('\n'), { timeout: 10_000 }).toContain('Log in success!')
      const [, profile] = JSON.parse((await logged()).find((line) => line.includes('Log in success!')) ?? '[]')
      expect(profile).toMatchObject({
        userId: expect.any(Number),
        email: 'mira@artists.example',
        name: 'Mira Okafor',
        handle: 'mira',
        verified: true,
        profilePicture: { '150x150': expect.any(String), '480x480': expect.any(String), '1000x1000': expect.any(String) },
        sub: expect.any(Number),
        iat: expect.any(String),
      })
    }))

  it('the full reference: customised button, loader, and the error when the person says no', () =>
    openSample('full', async (context, logged) => {
      const [page] = context.pages()
      await page?.waitForSelector('#audius-login-button')
      expect(await page?.textContent('#audius-login-button')).toContain('Continue with Audius')
      expect(await page?.locator('#loading').count()).toBe(0)

      const opened = context.waitForEvent('page')
      await page?.click('#audius-login-button')
      const popup = await opened
      await popup.getByLabel(/user ?name|handle/i).fill('mira')
      await popup.getByLabel(/password/i).fill('stage-demo')
      await popup.getByRole('button', { name: /^sign in$/i }).click()
      await popup.getByRole('button', { name: /^(deny|cancel|do not allow|don't allow)/i }).click()

      await expect.poll(async () => (await logged()).join('\n'), { timeout: 10_000 }).toContain('Error :(')
      expect((await logged()).join('\n')).not.toContain('Log in success!')
    }))

  it('manual implementation: the prompt page, the JWT in the fragment or the query, and its verification', async () => {
    for (const mode of ['fragment', 'query']) {
      const page = await browser.newPage()
      const redirectUri = 'https://mydemoapp.com/callback'
      const state = 'a4e0761e-8c21-4e20-819d-5a4daeab4ea9'
      const url = `https://audius.co/oauth/auth?scope=read&app_name=My%20Demo%20App&redirect_uri=${redirectUri}&state=${state}&response_mode=${mode}`
      const back = await authorize(page, url, redirectUri)
      await page.close()
      const answer = mode === 'fragment' ? new URLSearchParams(back.hash.slice(1)) : back.searchParams
      expect(answer.get('state')).toBe(state)
      const token = answer.get('token') ?? ''

      expect(await verify(token)).toMatchObject({
        status: 200,
        body: { email: 'mira@artists.example', handle: 'mira', iat: expect.any(String) },
      })
      expect((await verify(token.slice(0, 40))).status).toBe(400)
      const [header = '', payload = '', signature = ''] = token.split('.')
      const other = Buffer.from(payload, 'base64url').toString().replace('mira@', 'jona@')
      const forged = await verify(`${header}.${Buffer.from(other).toString('base64url')}.${signature}`)
      expect([403, 404]).toContain(forged.status)
    }
  })

  const verify = async (token: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const { stdout } = await world.run('curl', [
      '-sS',
      '-w',
      '\n%{http_code}',
      `https://api.audius.co/v1/users/verify_token?token=${token}`,
    ])
    const end = stdout.lastIndexOf('\n')
    return { status: Number(stdout.slice(end + 1)), body: JSON.parse(stdout.slice(0, end)) }
  }
})
