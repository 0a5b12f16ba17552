import { audiotool, auphonic, soundcloud } from '@stagedoor/platforms'
import { formatBasicCredentials } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'
import { revokeToken } from '../revoke-token.ts'
import { createPersonalToken, PERSONAL_TOKENS_CLIENT_ID, type PersonalTokenTerms } from './create-personal-token.ts'

const terms: PersonalTokenTerms = { userId: 'user-ada', scope: [], name: 'my script' }
const demo = `at_pat_${'demo-mira'.padEnd(43, '0')}`
const whoami = '/audiotool.auth.v1.AuthService/GetWhoami'

describe('a personal token', () => {
  it('says who its maker is, for ten years', async () => {
    const server = await startHttpServer({ platform: audiotool })
    const { token } = await createPersonalToken(server.context, terms)
    const ask = () => server.send(whoami, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' })

    server.advance(315_359_999)
    expect(await ask()).toMatchObject({ status: 200, body: { whoami: { userName: 'users/ada' } } })
    server.advance(1)
    expect((await ask()).status).toBe(401)
  })

  it('may be a known text of the platform’s format; making it again changes nothing, also fifty times at once', async () => {
    const server = await startHttpServer({ platform: audiotool })
    const plant = () => createPersonalToken(server.context, { ...terms, token: demo })

    const planted = await Promise.all(Array.from({ length: 50 }, plant))

    expect(new Set(planted.map(({ token }) => token))).toEqual(new Set([demo]))
    const answer = await server.send(whoami, { method: 'POST', headers: { authorization: `Bearer ${demo}` } })
    expect(answer.status).toBe(200)
    expect(await revokeToken(server.context, demo, null)).toBe(true)
    await plant()
    expect((await server.send(whoami, { method: 'POST', headers: { authorization: `Bearer ${demo}` } })).status).toBe(401)
  })

  it.each([
    ['the text is too short', { token: 'at_pat_short' }],
    ['the text has another prefix', { token: `xt_pat_${'0'.repeat(43)}` }],
    ['the person is unknown', { userId: 'nobody' }],
    ['the person is disabled', { userId: 'user-disabled' }],
    ['it has no name', { name: '' }],
    ['its name has 81 characters', { name: 'x'.repeat(81) }],
    ['its name has a line break', { name: 'a\nb' }],
  ])('is refused when %s', async (_, changes) => {
    const server = await startHttpServer({ platform: audiotool })

    const error = await createPersonalToken(server.context, { ...terms, ...changes }).catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).not.toContain(demo)
  })

  it('is refused where the platform has none', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    await expect(createPersonalToken(server.context, terms)).rejects.toThrow('SoundCloud has no personal tokens.')
  })

  it('belongs to a client as which nobody can authenticate', async () => {
    const server = await startHttpServer({ platform: auphonic })
    await createPersonalToken(server.context, terms)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'grant_type=password&username=ada&password=x'

    for (const secret of ['', 'x', '\0']) {
      const authorization = formatBasicCredentials(PERSONAL_TOKENS_CLIENT_ID, secret)
      const answer = await server.postToken(body, { ...form, authorization })
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    }
    expect((await server.postToken(`${body}&client_id=${PERSONAL_TOKENS_CLIENT_ID}`, form)).status).toBe(401)
  })
})
