import { audiusLegacy } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { type Entries, type Seen, webMessagePage } from '../../../test/test-browser.ts'
import { StoreUnavailableError } from '../../ports/store.ts'

/** What the platform's own SDK sends. */
const asSent: Entries = { response_type: undefined, code_challenge: undefined, code_challenge_method: undefined }

/** Reads the JWT of an answer without believing it. */
function readToken(text: string | null | undefined): {
  readonly header: unknown
  readonly payload: Readonly<Record<string, unknown>>
  readonly signature: string
} {
  const [header = '', payload = '', signature = ''] = (text ?? '').split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return { header: JSON.parse(header), payload: JSON.parse(payload), signature }
}

describe('a signed profile', () => {
  it('comes in the fragment in place of a code, with the state, and says who the person is', async () => {
    const server = await startServer({ platform: audiusLegacy })

    const seen: Seen = await server.openBrowser().becomeKnown(asSent)

    expect(seen.location).toMatch(/^https:\/\/app\.example\/callback#token=[\w-]+\.[\w-]+\.[\w-]+&state=af0ifjsldkj$/)
    const { header, payload, signature } = readToken(seen.answer.get('token'))
    expect(header).toEqual({ typ: 'JWT', alg: 'keccak256' })
    expect(payload).toEqual({
      userId: server.user.number,
      email: null,
      name: 'ada the artist',
      handle: 'ada',
      verified: false,
      profilePicture: {
        '150x150': 'https://pictures.example/p/150x150.jpg',
        '480x480': 'https://pictures.example/p/480x480.jpg',
        '1000x1000': 'https://pictures.example/p/1000x1000.jpg',
      },
      sub: server.user.number,
      apiKey: server.client.id,
      iat: server.context.now(),
    })
    expect(signature).toMatch(/^0x[0-9a-f]{128}1[bc]$/)
  })

  it('comes in the query when asked to, and to the opener when asked to', async () => {
    const server = await startServer({ platform: audiusLegacy })
    const browser = server.openBrowser()

    const query = await browser.becomeKnown({ ...asSent, response_mode: 'query' })
    const message = await browser.authorize({
      ...asSent,
      redirect_uri: 'postMessage',
      origin: 'https://app.example',
      response_mode: 'fragment',
    })

    expect(query.location).toMatch(/^https:\/\/app\.example\/callback\?token=/)
    expect(webMessagePage(message).message).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), state: 'af0ifjsldkj' })
  })

  it('comes at once to a browser that is known and has consented, signed by the same wallet', async () => {
    const server = await startServer({ platform: audiusLegacy })
    const browser = server.openBrowser()
    await browser.becomeKnown(asSent)
    const wallet = await server.store.wallets.findByUser(server.user.id)

    const seen = await browser.authorize(asSent)

    expect(seen.location).toContain('#token=')
    expect(await server.store.wallets.findByUser(server.user.id)).toEqual(wallet)
  })

  it.each([
    ['a code', 'code'],
    ['an ID token', 'id_token'],
    ['both', 'code token'],
  ])('is all there is to be had: not %s', async (_, responseType) => {
    const server = await startServer({ platform: audiusLegacy })
    const seen = await server.openBrowser().authorize({ ...asSent, response_type: responseType })
    expect(seen.answer.get('error')).toBe('unsupported_response_type')
  })

  it('may be asked for by its name', async () => {
    const server = await startServer({ platform: audiusLegacy })
    expect((await server.openBrowser().becomeKnown({ ...asSent, response_type: 'token' })).location).toContain('#token=')
  })

  it('is denied like a code', async () => {
    const server = await startServer({ platform: audiusLegacy })
    const browser = server.openBrowser()
    const seen = await browser.decide(await browser.signIn(await browser.authorize(asSent)), 'deny')
    expect(seen.location).toMatch(/^https:\/\/app\.example\/callback#error=access_denied/)
    expect(await server.store.wallets.findByUser(server.user.id)).toBeUndefined()
  })

  it('comes once for fifty presses of Allow', async () => {
    const server = await startServer({ platform: audiusLegacy })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize(asSent))).location)

    const seen = await Promise.all(Array.from({ length: 50 }, () => browser.decide(consent, 'allow')))

    expect(seen.filter(({ location }) => location.includes('#token='))).toHaveLength(1)
    expect(seen.filter(({ page }) => page?.kind === 'error')).toHaveLength(49)
  })

  it('that cannot be signed now leaves the sign-in waiting: Allow works when it is pressed again', async () => {
    let isDown = true
    const server = await startServer({
      platform: audiusLegacy,
      wrapStore: (store) => ({
        ...store,
        wallets: {
          ...store.wallets,
          addFirst: (wallet) => (isDown ? Promise.reject(new StoreUnavailableError('disk full')) : store.wallets.addFirst(wallet)),
        },
      }),
    })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize(asSent))).location)

    const failed = await browser.decide(consent, 'allow')
    isDown = false
    const again = await browser.decide(consent, 'allow')

    expect(failed.status).toBe(503)
    expect(again.location).toContain('#token=')
  })

  it('leaves nothing of itself or of the key in the log', async () => {
    const server = await startServer({ platform: audiusLegacy })
    const { answer } = await server.openBrowser().becomeKnown(asSent)
    const wallet = await server.store.wallets.findByUser(server.user.id)

    const told = JSON.stringify(server.events)

    for (const part of (answer.get('token') ?? '').split('.')) expect(told).not.toContain(part)
    expect(told).not.toContain(Buffer.from(wallet?.privateKey ?? []).toString('hex'))
  })
})
