import { fileURLToPath } from 'node:url'
import { createClient, type StagedoorClient, type StoragePort } from '@stagedoor/client'
import { mixwave } from '@stagedoor/example-add-a-platform'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Announcement, startStagedoor } from '../../tools/stagedoor-process.ts'
import { Browser } from './browser.ts'

const file = fileURLToPath(new URL('../../examples/add-a-platform/mixwave.ts', import.meta.url))

/** A platform that nobody has heard of, from one file: the emulator is it, and the client signs in with it. */
describe('a made-up platform from a single file', () => {
  let stagedoor: Awaited<ReturnType<typeof startStagedoor>>
  let announced: Announcement['platforms'][string]
  const sent: string[] = []

  beforeAll(async () => {
    stagedoor = await startStagedoor(['--port', '0', '--platform', file])
    const { mixwave: platform } = stagedoor.announcement.platforms
    if (platform === undefined) throw new TypeError('mixwave is not running')
    announced = platform
  })
  afterAll(() => stagedoor?.stop())

  it('speaks only its own wire: names, encodings and paths', () => {
    expect(announced.issuer).toBe(`${stagedoor.announcement.url}/mixwave`)
    expect(announced.endpoints).toMatchObject({
      authorization_endpoint: `${announced.issuer}/connect/authorize/`,
      token_endpoint: `${announced.issuer}/connect/token/`,
      userinfo: `${announced.issuer}/artist`,
    })
  })

  it('signs in, says who it is, refreshes, calls its API under its own scheme, and signs out', async () => {
    let left = ''
    const redirectUri = announced.clients[0]?.redirectUris[0] ?? ''
    const client: StagedoorClient = createClient({
      platform: mixwave,
      clientId: announced.clients[0]?.clientId ?? '',
      redirectUri,
      baseUrl: announced.issuer,
      storage: keepForever(),
      popup: null,
      page: {
        url: () => redirectUri,
        replaceUrl: () => undefined,
        leave(url) {
          left = url
          return new Promise(() => undefined)
        },
        isSecure: () => true,
        isOnline: () => true,
        hasOpener: () => false,
        close: () => undefined,
      },
      fetch: async (input, init) => {
        const headers = new Headers(init?.headers)
        sent.push(
          [
            init?.method ?? 'GET',
            new URL(String(input)).pathname,
            headers.get('content-type'),
            headers.get('authorization')?.split(' ')[0],
          ].join(' '),
        )
        return fetch(input, init)
      },
    })

    void client.login({ display: 'page' })
    await expect.poll(() => left).not.toBe('')
    expect(new URL(left).searchParams.get('app')).toBe(announced.clients[0]?.clientId)
    const finished = await client.handleCallback(await allow(left))
    expect(finished).toMatchObject({ outcome: 'signed_in', session: { status: 'authenticated', scope: ['mixes'] } })

    expect(await client.getProfile()).toMatchObject({ username: 'mira', name: 'Mira Okafor' })
    const before = await client.getAccessToken()
    expect(await client.refresh()).toMatchObject({ status: 'authenticated' })
    expect(await client.getAccessToken()).not.toBe(before)
    const artist = await client.fetch(announced.endpoints.userinfo ?? '')
    expect(await artist.json()).toMatchObject({
      version: 2,
      artist: { urn: expect.stringMatching(/^mixwave:artists:\d+$/), handle: 'mira' },
    })

    const last = await client.getAccessToken()
    expect(await client.logout()).toEqual({ revoked: true })
    const dead = await fetch(announced.endpoints.userinfo ?? '', { headers: { authorization: `Mixwave ${last}` } })
    expect(dead.status).toBe(401)
    expect(dead.headers.get('www-authenticate')).toMatch(/^Mixwave realm="Mixwave", error="invalid_token"/)
    expect([...new Set(sent)]).toEqual([
      'POST /mixwave/connect/token/ application/json ',
      'GET /mixwave/artist  Mixwave',
      'POST /mixwave/connect/goodbye/ application/json ',
    ])
  })

  /** An artist at the platform's pages. Answers where they lead back to. */
  const allow = async (url: string): Promise<string> => {
    const browser = new Browser()
    const started = await browser.get(url)
    const signIn = await browser.get(started.location)
    const signedIn = await browser.submit(signIn, started.location, { username: 'mira', password: 'stage-demo' })
    const consent = await browser.get(signedIn.location)
    return (await browser.submit(consent, signedIn.location, { decision: 'allow' })).location
  }
})

/** A storage that survives the page that leaves. */
function keepForever(): StoragePort {
  const kept = new Map<string, string>()
  return {
    durable: true,
    read: (key) => kept.get(key) ?? null,
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    replace(key, before, after) {
      if ((kept.get(key) ?? null) !== before) return false
      if (after === null) kept.delete(key)
      else kept.set(key, after)
      return true
    },
  }
}
