import { beforeEach, describe, expect, it } from 'vitest'
import { post, readProfile, signIn, signInForTokens } from '../../test/sign-in.ts'
import { startTestEmulator } from '../../test/start-emulator.ts'
import type { Announcement } from '../emulator/announcement.ts'

let announcement: Announcement

beforeEach(async () => {
  announcement = (await startTestEmulator()).announcement
})

const clientId = 'stagedoor-demo-web-app'

describe('POST of a revocation', () => {
  it('ends the grants that match and says how many', async () => {
    const mine = [await signIn(announcement, 'mira'), await signIn(announcement, 'mira')]
    const other = await signInForTokens(announcement, 'jonas')
    const byPerson = await post(announcement, 'standard/revocations', { username: 'mira', clientId })
    const statuses = await Promise.all([...mine, other.access_token].map(async (token) => (await readProfile(announcement, token)).status))
    const byToken = await post(announcement, 'standard/revocations', { token: other.refresh_token })
    const nothingLeft = await post(announcement, 'standard/revocations', { clientId })

    expect(byPerson).toEqual({ status: 200, body: { revoked: 2 } })
    expect(statuses).toEqual([401, 401, 200])
    expect([byToken.body, nothingLeft.body]).toEqual([{ revoked: 1 }, { revoked: 0 }])
    expect((await readProfile(announcement, other.access_token)).status).toBe(401)
  })

  it.each([
    [{}, 400, 'invalid_request', 'Name whose grants are to end'],
    [{ username: 'nobody' }, 404, 'user_unknown', 'username names no account'],
    [{ clientId: 'nothing' }, 404, 'client_unknown', 'clientId names no client'],
    [{ username: 'mira', token: 'x' }, 400, 'invalid_request', 'A token names its grant by itself'],
    [{ username: '' }, 400, 'invalid_request', 'username must not be empty.'],
    [{ user: 'mira' }, 400, 'invalid_request', 'user is unknown: '],
  ])('refuses %j and ends nothing', async (input, status, error, sentence) => {
    const accessToken = await signIn(announcement, 'mira')
    const answer = await post(announcement, 'standard/revocations', input)

    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.body.error_description).toContain(sentence)
    expect((await readProfile(announcement, accessToken)).status).toBe(200)
  })
})

describe('POST of a signing key', () => {
  it('[OpenID Connect Core §10.1.1] signs with the new key and publishes both', async () => {
    const { id_token: before } = await signInForTokens(announcement, 'mira')
    const rotated = await post(announcement, 'standard/signing-keys', {})
    const { id_token: after } = await signInForTokens(announcement, 'mira')
    const { keys } = await (await fetch(announcement.platforms.standard?.endpoints.jwks_uri ?? '')).json()

    const idOf = (jwt: string): string => JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()).kid
    expect(rotated).toEqual({ status: 201, body: { keyId: idOf(after) } })
    expect(keys.map(({ kid }: { kid: string }) => kid)).toEqual([idOf(after), idOf(before)])
  })

  it('says where there are no ID tokens', async () => {
    expect(await post(announcement, 'audius/signing-keys', {})).toEqual({
      status: 400,
      body: { error: 'unsupported', error_description: 'Audius does not speak OpenID Connect: it signs no ID tokens.' },
    })
  })
})
