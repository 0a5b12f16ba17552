import { createHash } from 'node:crypto'
import { standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { post } from '../../test/sign-in.ts'
import { startTestEmulator } from '../../test/start-emulator.ts'
import { startTestServer } from '../../test/start-test-server.ts'

const baseUrl = 'https://login.mixwave.example'
const returnTo = `${baseUrl}/account/sign-in/return`
const clientSecret = 'sd_cs_a-secret-of-a-test'

/** A platform whose people have their accounts at an OpenID provider: another platform of ours, over real HTTP. */
async function start(changes: { readonly clientSecret?: string } = {}) {
  const emulator = await startTestEmulator({ inMemory: true, platforms: [standard] })
  const issuer = emulator.announcement.platforms.standard?.issuer ?? ''
  await emulator.platforms[0]?.store.clients.add({
    id: 'mixwave',
    name: 'Mixwave',
    applicationType: 'web',
    authenticationMethod: 'client_secret_basic',
    secretDigests: [createHash('sha256').update(clientSecret).digest()],
    redirectUris: [returnTo],
    scope: ['openid', 'profile', 'email'],
    homepage: null,
    verified: false,
    createdAt: 0,
    disabledAt: null,
  })
  const server = await startTestServer({ baseUrl, accounts: { kind: 'openid', issuer, clientId: 'mixwave', clientSecret, ...changes } })
  const session = await post(emulator.announcement, 'standard/sessions', {
    username: 'mira',
    approve: [{ clientId: 'mixwave', scope: 'openid profile email' }],
  })
  const cookies = new Map<string, string>()
  /** Asks the server as one browser. */
  const ask = async (path: string): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(server.url + path.replace(baseUrl, ''), { headers: { cookie }, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) cookies.set(line.split('=')[0] ?? '', /=([^;]*)/.exec(line)?.[1] ?? '')
    return answer
  }
  /** Asks the provider as the same person, who is signed in there and has allowed it. */
  const askProvider = async (url: string): Promise<string> =>
    (await fetch(url, { headers: { cookie: String(session.body['cookie']) }, redirect: 'manual' })).headers.get('location') ?? ''
  const reasons = (): readonly string[] => server.events.map(({ reason }) => reason)
  return { ...server, emulator, reasons, ask, askProvider, locationOf: async (path: string) => locationOf(await ask(path)) }
}

function locationOf(answer: Response): string {
  return answer.headers.get('location') ?? ''
}

describe('accounts at an OpenID provider', () => {
  it('[OpenID Connect Core §3.1] signs people in with code, PKCE and nonce, and makes their account of what the provider says', async () => {
    const { store, ask, askProvider, locationOf } = await start()

    const asked = await locationOf('/account/sign-in?continue=%2Faccount%2Fsecurity')
    const answer = await askProvider(asked)
    const back = await ask(answer)
    const page = await (await ask(back.headers.get('location') ?? '')).text()

    expect(Object.fromEntries(new URL(asked).searchParams)).toMatchObject({
      scope: 'openid profile email',
      redirect_uri: returnTo,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(back.headers.get('location')).toBe('/account/security')
    expect(page).toContain('Mira Okafor')
    expect(await store.users.findByUsername('mira')).toMatchObject({ name: 'Mira Okafor', passwordDigest: null })
  })

  it('takes an answer once, in the browser that asked', async () => {
    const { ask, askProvider, locationOf, reasons } = await start()
    const answer = await askProvider(await locationOf('/account/sign-in'))
    await ask(answer)
    const again = await ask(answer)
    const stranger = await fetch((await ask('/account/sign-in?again=1')).headers.get('location') ?? '', { redirect: 'manual' })

    expect(again.status).toBe(410)
    expect(stranger.status).toBe(303)
    expect(reasons()).toContain('upstream_sign_in_unknown')
  })

  it.each([
    ['[RFC 9207] that names another provider', 'answer_issuer_wrong', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['without a code', 'answer_malformed', (url: URL) => url.searchParams.delete('code')],
    ['with the code of another sign-in', 'provider_refused', (url: URL) => url.searchParams.set('code', 'stolen')],
    ['with an error', 'upstream_refused', (url: URL) => url.searchParams.set('error', 'server_error')],
  ])('refuses an answer %s', async (_, reason, change) => {
    const { ask, askProvider, locationOf, reasons, events } = await start()
    const url = new URL(await askProvider(await locationOf('/account/sign-in')))
    const code = url.searchParams.get('code') ?? ''
    change(url)

    const back = await ask(url.href)

    expect(back.status).toBe(403)
    expect(reasons()).toContain(reason)
    expect(JSON.stringify(events)).not.toContain(code)
    expect((await ask('/account/security')).status).toBe(303)
  })

  it('says that sign-in cannot be reached while the provider is away', async () => {
    const { emulator, ask, reasons } = await start()
    emulator.platforms[0]?.faults.clear()
    await emulator.close()

    const away = await ask('/account/sign-in')

    expect(away.status).toBe(503)
    expect(await away.text()).toContain('Sign-in cannot be reached right now.')
    expect(reasons()).toContain('provider_unavailable')
  })

  it('keeps the client secret out of what a person sees and what is logged', async () => {
    const { ask, askProvider, locationOf, events } = await start({ clientSecret: 'sd_cs_the-wrong-one' })
    const back = await ask(await askProvider(await locationOf('/account/sign-in')))

    expect(back.status).toBe(403)
    expect((await back.text()) + JSON.stringify(events)).not.toContain('sd_cs_')
  })
})
