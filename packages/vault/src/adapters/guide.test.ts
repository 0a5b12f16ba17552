import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soundcloud } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guideLines, loadGuide } from '../../test/load-guide.ts'
import { TestBrowser } from '../../test/test-browser.ts'
import type { Vault } from '../vault.ts'
import { sendResponse, toRequest } from './node-request.ts'

const lines = (name: string): string => guideLines('vault-web', name)

type Answer = (request: Request) => Promise<Response>

interface Loaded {
  readonly vault: Vault
  readonly listener?: RequestListener
  readonly ready?: () => Promise<RequestListener>
  readonly answer?: Answer
}

/** What is made of the lines of a framework, in the terms of Node or of the standard. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  express: 'export { app as listener } from "./framework.ts"',
  fastify: 'import { app } from "./framework.ts"; export const ready = async () => { await app.ready(); return app.routing }',
  hono: 'import { app } from "./framework.ts"; export const answer = (request) => app.fetch(request)',
  next: 'import { GET, POST } from "./framework.ts"; export const answer = (request) => (request.method === "GET" ? GET : POST)(request, {})',
}

describe.each(Object.keys(FRAMEWORKS))('a vault on %s, by the lines of the guide', (framework) => {
  const directory = mkdtempSync(join(tmpdir(), 'vault-web-guide-'))
  const server = createServer()
  let platform: TestPlatform
  let origin: string
  let app: Loaded
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://localhost:${(server.address() as AddressInfo).port}`
    const redirectUri = `${origin}/connections/callback/soundcloud`
    platform = await startPlatform(soundcloud, { clients: [{ client_name: 'Guide', redirect_uris: [redirectUri] }] })
    const { id, secret } = platform.client
    const keys = `k1:${Buffer.alloc(32, 3).toString('base64url')}`
    const vault = lines('vault')
      .replace('process.env', JSON.stringify({ CLIENT_ID: id, CLIENT_SECRET: secret, STAGEDOOR_VAULT_KEYS: keys }))
      .replace('clientSecret })', `clientSecret, baseUrl: ${JSON.stringify(platform.url)} })`)
      .replace("'vault.db'", JSON.stringify(join(directory, 'vault.db')))
      .replace('https://app.example', origin)
    const files = { './vault.ts': vault, './framework.ts': lines(framework).replaceAll('../../../vault.ts', './vault.ts') }
    app = await loadGuide<Loaded>(files, `export { vault } from './vault.ts'; ${FRAMEWORKS[framework]}`)
    server.on('request', app.listener ?? (await app.ready?.()) ?? bridge(app.answer))
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await app?.vault.close()
    await platform?.stop()
    rmSync(directory, { recursive: true })
  })

  /** As a host of standard handlers does it; the address inside is not the one outside. */
  function bridge(answer: Answer | undefined): RequestListener {
    return async (incoming, outgoing) => {
      const isOurs = incoming.url?.startsWith('/connections')
      if (framework === 'next' && !isOurs) return void outgoing.end('a page of the app')
      const response = await answer?.(toRequest({ origin: 'http://internal.example:3000' }, incoming))
      await sendResponse(outgoing, response ?? Response.error())
    }
  }

  it('connects, calls the platform, lists and disconnects', async () => {
    const browser = new TestBrowser()
    browser.setCookie(origin, 'user=mira')
    const { control, client, url } = platform
    const { name, value } = await control.sessionCookie('mira', { approve: [{ clientId: client.id, scope: client.scope.join(' ') }] })
    browser.setCookie(url, `${name}=${value}`)

    const arrived = await browser.navigate(`${origin}/connections/connect/soundcloud?returnTo=/done`, { from: origin })
    const connection = await app.vault.connection('mira', 'soundcloud')
    const profile = await connection.fetch(`${platform.url}/me`)
    const listed = await browser.ask(`${origin}/connections`, { from: origin })
    const refused = await browser.ask(`${origin}/connections/disconnect/soundcloud`, { from: 'http://127.0.0.1:666', method: 'POST' })
    const gone = await browser.submit(`${origin}/connections/disconnect/soundcloud`, { from: origin, fields: { returnTo: '/done' } })

    expect(arrived.url).toBe(`${origin}/done`)
    expect(await profile.json()).toMatchObject({ username: 'Mira Okafor' })
    expect(await listed.json()).toMatchObject({ connections: [{ platform: 'soundcloud', status: 'connected' }] })
    expect(refused.status).toBe(403)
    expect(gone.url).toBe(`${origin}/done`)
    expect((await app.vault.connection('mira', 'soundcloud')).status).toBe('not_connected')
  })

  if (framework === 'next') return

  it('sends a person who asks for the platform through its sign-in, and back to what they asked for', async () => {
    const browser = new TestBrowser()
    browser.setCookie(origin, 'user=nova')
    const { control, client, url } = platform
    const { name, value } = await control.sessionCookie('mira', { approve: [{ clientId: client.id, scope: client.scope.join(' ') }] })
    browser.setCookie(url, `${name}=${value}`)

    const stranger = await fetch(`${origin}/tracks`, { redirect: 'manual' })
    const { url: arrivedAt } = await browser.navigate(`${origin}/tracks`, { stopAt: `${origin}/tracks` })

    expect([stranger.status, stranger.headers.get('location')]).toEqual([302, '/login'])
    expect(arrivedAt).toBe(`${origin}/tracks`)
    expect((await app.vault.connection('nova', 'soundcloud')).status).toBe('connected')
  })
})

it('what the guide changes for a try on one machine stands in its files', () => {
  const changes = guideLines('vault-web', '', 'diff').split('\n')
  const old = changes.filter((line) => line.startsWith('-')).map((line) => line.slice(1).trim())

  expect(old).toHaveLength(3)
  for (const line of old) expect(lines('vault') + lines('express')).toContain(line)
})
