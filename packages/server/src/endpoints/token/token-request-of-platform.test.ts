import { spawn } from 'node:child_process'
import { auphonic, soundcloud } from '@stagedoor/platforms'
import { formatBasicCredentials } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { clientSecret, type HttpTestServer, startHttpServer } from '../../../test/start-http-server.ts'

describe('a token request in the way of a platform', () => {
  /** The form of Auphonic’s document, step 3. */
  const stepThree = async (server: HttpTestServer): Promise<Record<string, string>> => ({
    client_id: server.client.id,
    client_secret: clientSecret,
    redirect_uri: server.client.redirectUris[0] ?? '',
    grant_type: 'authorization_code',
    code: await server.authorize({ codeChallenge: '' }),
  })
  const tenYears = {
    access_token: expect.stringMatching(/^[\w-]{43}$/),
    token_type: 'bearer',
    expires_in: 315_360_000,
    user_name: 'ada',
    scope: '',
  }

  it('[RFC 7578 §4.1] may be multipart/form-data, as curl -F sends it', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const fields = Object.entries(await stepThree(server)).flatMap(([name, value]) => ['-F', `${name}=${value}`])

    const printed = await runCurl(['-X', 'POST', `${server.origin}/oauth2/token/`, ...fields])

    expect(JSON.parse(printed)).toEqual(tenYears)
  })

  it('[RFC 7578 §4.1] may be multipart/form-data, as FormData sends it, or a form', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const multipart = new FormData()
    for (const [name, value] of Object.entries(await stepThree(server))) multipart.set(name, value)

    for (const body of [multipart, new URLSearchParams(await stepThree(server))]) {
      expect(await server.send('/oauth2/token/', { method: 'POST', body })).toMatchObject({ status: 200, body: tenYears })
    }
  })

  it.each([
    ['a part that is a file', (form: FormData) => form.set('code', new Blob(['x']), 'code.txt')],
    ['a part twice', (form: FormData) => form.append('client_id', 'x')],
    ['101 parts', (form: FormData) => Array.from({ length: 101 }, (_, index) => form.set(`x${index}`, 'x'))],
    ['a part of a mebibyte', (form: FormData) => form.set('x', 'x'.repeat(1_048_576))],
  ])('[RFC 7578 §4.2] refuses multipart with %s, and the code stays good', async (_, spoil) => {
    const server = await startHttpServer({ platform: auphonic })
    const fields = await stepThree(server)
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    spoil(body)

    const answer = await server.send('/oauth2/token/', { method: 'POST', body })

    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toMatchObject({ error: 'invalid_request' })
    expect((await server.send('/oauth2/token/', { method: 'POST', body: new URLSearchParams(fields) })).status).toBe(200)
  })

  it('is no multipart where the platform takes a form only', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    const answer = await server.send('/oauth/token', { method: 'POST', body: new FormData() })

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('[RFC 6749 §3.1.2.3] names the redirect URI, also when the authorization request did not', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const { redirect_uri: _, ...without } = await stepThree(server)

    const answer = await server.send('/oauth2/token/', { method: 'POST', body: new URLSearchParams(without) })

    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'The parameter redirect_uri is missing.' },
    })
  })

  it('[RFC 6749 §2.3] authenticates in the way of its grant type: code and refresh in the body, where the platform does', async () => {
    const server = await startHttpServer({ platform: soundcloud })
    const code = await server.authorize({ scope: [] })
    const authorization = formatBasicCredentials(server.client.id, clientSecret)

    const byHeader = await server.exchange(code, { client_secret: undefined }, { authorization })
    const byBody = await server.exchange(code)

    expect(byHeader).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(byBody).toMatchObject({ status: 200, body: { expires_in: 3599, scope: '', refresh_token: expect.any(String) } })
    const refresh = await server.refresh(byBody.body.refresh_token, { client_secret: undefined }, { authorization })
    expect(refresh).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect((await server.refresh(byBody.body.refresh_token)).status).toBe(200)
  })

  it('[RFC 6749 §5.2] says which way is right', async () => {
    const server = await startHttpServer({ platform: auphonic })

    const answer = await server.send('/oauth2/token/', {
      method: 'POST',
      headers: { authorization: formatBasicCredentials(server.client.id, clientSecret) },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x' }),
    })

    expect(answer).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The client authenticates with client_secret_post here.' },
    })
  })

  it('[RFC 6749 §2.1] is refused to a public client where the platform knows none', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    const answer = await server.exchange('x', { client_id: server.nativeClient.id, client_secret: undefined })

    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(server.reasons()).toEqual(['client_authentication_method'])
  })

  it('has no refresh token where the platform issues none', async () => {
    const server = await startHttpServer({ platform: auphonic })

    const answer = await server.postToken('grant_type=refresh_token&refresh_token=x&client_id=a1b2c3&client_secret=wrong', {
      'content-type': 'application/x-www-form-urlencoded',
    })

    expect(answer).toMatchObject({ status: 401 })
    expect(await server.refresh('x')).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type', error_description: 'The grant_type is authorization_code or password.' },
    })
  })

  it('is not misled by a grant type that every object has', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    for (const grantType of ['constructor', '__proto__', 'toString']) {
      expect(await server.exchange('x', { grant_type: grantType })).toMatchObject({
        status: 400,
        body: { error: 'unsupported_grant_type' },
      })
    }
  })
})

/** What curl prints. */
function runCurl(parameters: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const curl = spawn('curl', ['--silent', '--show-error', '--max-time', '10', ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    curl.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    curl.on('error', reject)
    curl.on('close', () => resolve(printed))
  })
}
