import { audiotool } from '@stagedoor/platforms'
import { formatParameters } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../../test/start-server.ts'
import { consentPage, type Entries, errorPage, type Seen, signInPage } from '../../../test/test-browser.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function post(server: TestServer, path: string, form: Entries): Promise<Answer> {
  const bytes = new TextEncoder().encode(formatParameters(Object.entries(form)))
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const { status, body } = await server.handle({
    method: 'POST',
    path,
    query: '',
    headers,
    remoteAddress: null,
    readBody: async () => bytes,
  })
  return { status, body: JSON.parse(String(body)) }
}

const ask = (server: TestServer, changes: Entries = {}): Promise<Answer> =>
  post(server, '/oauth/device-authorization', { client_id: server.nativeClient.id, scope: 'openid profile', ...changes })

const poll = (server: TestServer, device: Answer, changes: Entries = {}): Promise<Answer> =>
  post(server, '/oauth/token', {
    grant_type: GRANT,
    client_id: server.nativeClient.id,
    device_code: String(device.body['device_code']),
    ...changes,
  })

const userCodeOf = (device: Answer): string => String(device.body['user_code'])

describe('the device authorization grant', () => {
  it('[RFC 8628 §3.2] answers with codes, where to type one, and for how long', async () => {
    const server = await startServer()

    const device = await ask(server)

    expect(device.status).toBe(200)
    expect(device.body).toEqual({
      device_code: expect.stringMatching(/^sd_dc_[\w-]{51}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: 'https://platform.example/device',
      verification_uri_complete: `https://platform.example/device?user_code=${userCodeOf(device)}`,
      expires_in: 900,
      interval: 5,
    })
  })

  it('[RFC 8628 §3.4] lets a device in that its person has allowed, once', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const device = await ask(server)

    const early = await poll(server, device)
    // Typed as people type: small, with a space.
    const entered = await browser.post('/device', { user_code: ` ${userCodeOf(device).toLowerCase().replace('-', ' ')}` })
    const signIn = await browser.get((await browser.get(entered.location)).location)
    const consent = await browser.get((await browser.signIn(signIn)).location)
    const done = await browser.decide(consent, 'allow')
    server.advance(5)
    const tokens = await poll(server, device)
    const again = await poll(server, device)

    expect(early).toEqual({ status: 400, body: expect.objectContaining({ error: 'authorization_pending' }) })
    expect(signInPage(signIn).client.name).toBe('Demo App')
    expect(consentPage(consent)).toMatchObject({ device: { userCode: userCodeOf(device) }, client: { native: false } })
    expect(done.page).toMatchObject({ kind: 'device', step: 'allowed' })
    expect(tokens).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'openid profile', id_token: expect.any(String) } })
    expect(again).toEqual({ status: 400, body: expect.objectContaining({ error: 'invalid_grant' }) })
    expect(server.reasons()).toContain('device_code_spent')
  })

  it('[RFC 8628 §5.4] asks again although the person has allowed this app before, and says that the app is elsewhere', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown({ client_id: server.nativeClient.id, redirect_uri: 'myapp://oauth/callback' })

    const entered = await browser.post('/device', { user_code: userCodeOf(await ask(server, { scope: 'profile' })) })
    const consent = await browser.get(entered.location)

    expect(consentPage(consent).device).not.toBeNull()
    expect(consent.body).toContain('If somebody sent you this code or link, stop here')
    expect(consent.headers['content-security-policy']).toContain("form-action 'self';")
  })

  it('[RFC 8628 §3.3.1] fills the code of a link in, and does nothing more', async () => {
    const server = await startServer()
    const device = await ask(server)

    const seen = await server.openBrowser().get(`/device?user_code=${userCodeOf(device)}`)
    const other = await server.openBrowser().get('/device?user_code=%3Cscript%3E')

    expect(seen.page).toMatchObject({ kind: 'device', step: 'enter', userCode: userCodeOf(device), problem: null })
    expect(other.page).toMatchObject({ userCode: '' })
    expect((await poll(server, device)).body['error']).toBe('authorization_pending')
  })

  it('[RFC 8628 §3.5] tells a device of a refusal, of a pace that is too fast, and of its end', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const [denied, waiting] = [await ask(server), await ask(server)]

    const entered = await browser.post('/device', { user_code: userCodeOf(denied) })
    const consent = await browser.signIn(await browser.get((await browser.get(entered.location)).location))
    const page = await browser.decide(consent, 'deny')
    const refusal = await poll(server, denied)
    const paces = [await poll(server, waiting), await poll(server, waiting)]
    server.advance(900)
    const late = await poll(server, waiting)

    expect(page.page).toMatchObject({ kind: 'device', step: 'denied' })
    expect(refusal.body['error']).toBe('access_denied')
    expect(paces.map(({ body }) => body['error'])).toEqual(['authorization_pending', 'slow_down'])
    expect(late.body['error']).toBe('expired_token')
  })

  it('[RFC 8628 §5.1] stops guessing after ten wrong codes of one address', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const device = await ask(server)
    const guesses: Seen[] = []
    for (let count = 0; count < 11; count++) guesses.push(await browser.post('/device', { user_code: 'ZZZZ-ZZZZ' }))
    const right = await browser.post('/device', { user_code: userCodeOf(device) })
    server.advance(600)
    const later = await browser.post('/device', { user_code: userCodeOf(device) })

    expect(guesses.map(({ status }) => status)).toEqual([...Array(10).fill(400), 429])
    expect(right.page).toMatchObject({ problem: 'too_many' })
    expect(later.location).toContain('/interaction/consent')
  })

  it('[RFC 8628 §5.4] is for native clients: a web app must not open this door', async () => {
    const server = await startServer()

    expect(await ask(server, { client_id: server.client.id })).toEqual({
      status: 400,
      body: expect.objectContaining({ error: 'unauthorized_client' }),
    })
    expect((await ask(server, { client_id: 'nobody' })).body['error']).toBe('invalid_client')
    expect((await ask(server, { scope: 'nothing' })).body['error']).toBe('invalid_scope')
  })

  it('takes a code from its own page alone, and gives nothing to another client', async () => {
    const server = await startServer()
    const device = await ask(server)

    const forged = await server.openBrowser().post('/device', { user_code: userCodeOf(device) }, { origin: 'https://evil.example' })
    const stolen = await poll(server, device, { client_id: server.client.id })

    expect(errorPage(forged).code).toBe('request_forged')
    expect(stolen.body['error']).toBe('invalid_grant')
  })

  it('[RFC 8628 §4] is found in the metadata, and not there where a platform has it not', async () => {
    const [standard, other] = [await startServer(), await startServer({ platform: audiotool })]
    const read = async (server: TestServer): Promise<Answer['body']> => {
      const request = { method: 'GET', path: '/.well-known/oauth-authorization-server', query: '', headers: {}, remoteAddress: null }
      return JSON.parse(String((await server.handle({ ...request, readBody: async () => new Uint8Array() })).body))
    }

    expect(await read(standard)).toMatchObject({
      device_authorization_endpoint: 'https://platform.example/oauth/device-authorization',
      grant_types_supported: expect.arrayContaining([GRANT]),
    })
    expect(await read(other)).not.toHaveProperty('device_authorization_endpoint')
  })
})
