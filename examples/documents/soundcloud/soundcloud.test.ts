import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pressAllow } from '../rig/press-allow.ts'

const folder = import.meta.dirname
const redirectUri = 'http://127.0.0.1:5173/'
const codeVerifier = 'the-verifier-of-the-document-is-one-for-every-user-of-the-app'

/** The samples of `platform-docs/soundcloud-wrapper-logged-in-flow.txt`: the Express routes, and the Next.js page rendered by React. */
describe('the document of soundcloud-wrapper', () => {
  let world: RealAddresses
  let browser: Browser
  let backend: { readonly firstLine: string; stop(): void }
  let frontend: { readonly firstLine: string; stop(): void }
  const dist = mkdtempSync(join(tmpdir(), 'stagedoor-soundcloud-'))

  beforeAll(async () => {
    world = await startRealAddresses()
    const { client_id, client_secret } = await world.control('soundcloud/clients', {
      client_name: 'Connect App',
      redirect_uris: [redirectUri],
    })
    const database = join(dist, 'tokens.sqlite')
    backend = await world.start(process.execPath, [join(folder, 'start-backend.ts')], {
      SOUNDCLOUD_CLIENT_ID: String(client_id),
      SOUNDCLOUD_CLIENT_SECRET: String(client_secret),
      SOUNDCLOUD_REDIRECT_URI: redirectUri,
      PKCE_CODE_VERIFIER: codeVerifier,
      TOKEN_DATABASE: database,
    })
    // Node strips types but not JSX.
    const outfile = join(dist, 'start-frontend.mjs')
    await build({
      entryPoints: [join(folder, 'start-frontend.tsx')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      jsx: 'automatic',
      outfile,
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    })
    frontend = await world.start(process.execPath, [outfile], {
      NEXT_PUBLIC_CLIENT_ID: String(client_id),
      NEXT_PUBLIC_REDIRECT_URI: redirectUri,
      NEXT_PUBLIC_CODE_CHALLENGE: createHash('sha256').update(codeVerifier).digest('base64url'),
      BACKEND_URL: backend.firstLine,
    })
    browser = await world.openBrowser(`MAP 127.0.0.1:5173 ${new URL(frontend.firstLine).host}`)
  })
  afterAll(async () => {
    await browser?.close()
    backend?.stop()
    frontend?.stop()
    await world?.[Symbol.asyncDispose]()
    rmSync(dist, { recursive: true })
  })

  it('the button leads to SoundCloud and back, the token is stored, and answers who it is', async () => {
    const page = await browser.newPage()
    await page.goto(redirectUri)
    await page.getByRole('button', { name: 'Connect To Soundcloud' }).click()
    await page.waitForURL('https://secure.soundcloud.com/**')
    await pressAllow(page)
    await page.waitForURL(`${redirectUri}?code=*`)
    await page.close()

    const me = await fetch(`${backend.firstLine}/soundcloud/me`)
    expect(me.status).toBe(200)
    expect(await me.json()).toMatchObject({
      kind: 'user',
      username: 'Mira Okafor',
      permalink: 'mira',
      urn: expect.stringMatching(/^soundcloud:users:\d+$/),
    })
  })

  it('a code that is not one is an error of the route, not of the process', async () => {
    const answer = await fetch(`${backend.firstLine}/soundcloud/token?code=made-up`)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({ message: 'Error getting token' })
    expect((await fetch(`${backend.firstLine}/soundcloud/me`)).status).toBe(200)
  })
})
