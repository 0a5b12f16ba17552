import { auphonic, type PlatformDescription, standard } from '@stagedoor/platforms'
import { formatBasicCredentials, formatParameters } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { type Answer, clientSecret, type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import { type Entries, password } from '../../test/test-browser.ts'
import { PasswordHasherBusyError } from '../ports/world.ts'

/** Asks as Auphonic’s document does: the header, and the same client_id in the body. */
function ask(server: HttpTestServer, changes: Entries = {}, authorization?: string): Promise<Answer> {
  const entries: Entries = { grant_type: 'password', client_id: server.client.id, username: 'ada', password, ...changes }
  const header = authorization ?? formatBasicCredentials(server.client.id, clientSecret)
  return server.postToken(formatParameters(Object.entries(entries)), {
    'content-type': 'application/x-www-form-urlencoded',
    ...(header !== '' && { authorization: header }),
  })
}

describe('grant_type=password', () => {
  it('[RFC 6749 §4.3] gives tokens for a person’s own name and password: ten years, no refresh token, user_name', async () => {
    const server = await startHttpServer({ platform: auphonic })

    const { status, body, headers } = await ask(server)

    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 315_360_000,
      scope: '',
      user_name: 'ada',
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await server.profile(body.access_token)).body).toMatchObject({
      status_code: 200,
      data: { username: 'ada', user_id: 'user-ada' },
    })
  })

  it('gives nothing for the password of somebody with a second step, and says no more than for a wrong one', async () => {
    const server = await startHttpServer({ platform: auphonic })
    const factor = { secret: Buffer.alloc(20), lastStep: 0, recoveryDigests: [] }
    await server.store.secondFactors.enrolTotp(server.user.id, factor, server.context.now())

    const right = await ask(server)
    const wrong = await ask(server, { password: 'wrong' })

    expect({ status: right.status, body: right.body }).toEqual({ status: wrong.status, body: wrong.body })
    expect(server.reasons()).toContain('second_step_needed')
  })

  it('[RFC 6749 §4.3.2] finds the account in any letter case, and names it as it is written', async () => {
    const server = await startHttpServer({ platform: auphonic })

    expect(await ask(server, { username: 'ADA' })).toMatchObject({ status: 200, body: { user_name: 'ada' } })
  })

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown person', { username: 'nobody' }],
    ['a disabled person', { username: 'disabled' }],
    ['the account of an app', { username: 'app:x', password: 'x' }],
    ['a user name with a line break', { username: 'ada\r\n' }],
    ['a user name with RTL in it', { username: '\u202Eada' }],
    ['a password of 8000 characters', { password: 'x'.repeat(8000) }],
    ['a user name of 8000 characters', { username: 'x'.repeat(8000) }],
    ['an injection', { username: "ada' OR 1=1 --" }],
  ])('[RFC 6749 §5.2] denies %s, in the one sentence', async (_, changes) => {
    const server = await startHttpServer({ platform: auphonic })
    await server.store.users.add({ ...server.user, id: 'x', username: 'app:x', passwordDigest: null })

    const answer = await ask(server, changes)

    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'The user name or password is not right.' },
    })
    expect(server.events).toEqual([
      { reason: 'password_wrong', at: server.context.clock(), error: 'invalid_grant', clientId: server.client.id },
    ])
  })

  it('[RFC 6749 §10.7] checks a password for unknown people too, so that time tells nothing', async () => {
    const checked: (string | null)[] = []
    const passwordHasher = {
      hash: async (text: string) => text,
      verify: async (_: string, digest: string | null) => {
        checked.push(digest)
        return false
      },
    }
    const server = await startHttpServer({ platform: auphonic, passwordHasher })

    await ask(server)
    await ask(server, { username: 'nobody' })

    expect(checked).toEqual([expect.any(String), null])
  })

  it('[RFC 9110 §10.2.3] says to try again when too many passwords wait', async () => {
    const passwordHasher = { hash: async (text: string) => text, verify: () => Promise.reject(new PasswordHasherBusyError('busy')) }
    const server = await startHttpServer({ platform: auphonic, passwordHasher })

    const answer = await ask(server)

    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(server.reasons()).toEqual(['password_hasher_busy'])
  })

  it.each([
    ['no user name', { username: undefined }, undefined, 400, 'invalid_request'],
    ['an empty password', { password: '' }, undefined, 400, 'invalid_request'],
    ['a secret in the body only', { client_secret: clientSecret }, '', 401, 'invalid_client'],
    ['no secret', {}, '', 401, 'invalid_client'],
    ['a wrong secret', {}, formatBasicCredentials('a1b2c3', 'wrong'), 401, 'invalid_client'],
    ['another client in the body', { client_id: 'd4e5f6' }, undefined, 401, 'invalid_client'],
    ['a secret in both places', { client_secret: clientSecret }, undefined, 400, 'invalid_request'],
    ['a NUL in the password', { password: 'a\0b' }, undefined, 400, 'invalid_request'],
  ])('[RFC 6749 §5.2] refuses %s before it looks at the person', async (_, changes, authorization, status, error) => {
    const server = await startHttpServer({ platform: auphonic })

    const answer = await ask(server, changes, authorization)

    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.text).not.toContain(password)
    expect(JSON.stringify(server.events)).not.toContain(password)
  })

  it('[RFC 6749 §2.3.1] refuses a password in the URL', async () => {
    const server = await startHttpServer({ platform: auphonic })

    const answer = await server.send(`/oauth2/token/?password=${encodeURIComponent(password)}`, {
      method: 'POST',
      body: new URLSearchParams(),
    })

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(answer.text).not.toContain(password)
  })

  it('[RFC 6749 §4.3.2] gives no more scope than the client is registered for', async () => {
    const platform: PlatformDescription = { ...standard, tokenRequest: { ...standard.tokenRequest, grantTypes: ['password'] } }
    const server = await startHttpServer({ platform, client: { scope: ['profile'] } })

    expect(await ask(server, { scope: 'email' })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect(await ask(server, { scope: 'profile' })).toMatchObject({ status: 200, body: { scope: 'profile' } })
  })

  it('[RFC 9700 §2.4] is no grant type of a platform that has not got it', async () => {
    const server = await startHttpServer()

    expect(await ask(server)).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
  })
})
