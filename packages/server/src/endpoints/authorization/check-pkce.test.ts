import { auphonic } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer } from '../../../test/start-server.ts'

const post = { authenticationMethod: 'client_secret_post' } as const
const withoutChallenge = { code_challenge: undefined, code_challenge_method: undefined }

describe('PKCE where a platform knows none', () => {
  it('[RFC 7636 §4.4] is not asked for: the code is redeemed without a verifier', async () => {
    const server = await startHttpServer({ platform: auphonic, client: post })
    const { answer } = await server.openBrowser().becomeKnown(withoutChallenge)

    const { status, body } = await server.exchange(answer.get('code') ?? '', { code_verifier: undefined })

    expect(status).toBe(200)
    expect(body).toMatchObject({ access_token: expect.any(String), scope: '' })
  })

  it('[RFC 7636 §4.6] is honoured when a client sends it all the same', async () => {
    const server = await startHttpServer({ platform: auphonic, client: post })
    const browser = server.openBrowser()
    const first = (await browser.becomeKnown()).answer.get('code') ?? ''
    const second = (await browser.authorize()).answer.get('code') ?? ''

    const without = await server.exchange(first, { code_verifier: undefined })
    const withVerifier = await server.exchange(second)

    expect(without).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(withVerifier.status).toBe(200)
  })

  it('[RFC 9700 §4.8.2] takes no verifier for a code that came without a challenge', async () => {
    const server = await startHttpServer({ platform: auphonic, client: post })
    const { answer } = await server.openBrowser().becomeKnown(withoutChallenge)
    expect(await server.exchange(answer.get('code') ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it.each([
    ['plain', { code_challenge_method: 'plain' }, 'code_challenge_method_unsupported'],
    ['no method, which means plain', { code_challenge_method: undefined }, 'code_challenge_method_unsupported'],
    ['a challenge that is too short', { code_challenge: 'short' }, 'code_challenge_malformed'],
  ])('[RFC 7636 §4.4.1] is refused when it is wrong, as its sender counts on it: %s', async (_, changes, reason) => {
    const server = await startServer({ platform: auphonic })
    const seen = await server.openBrowser().authorize(changes)
    expect(seen.answer.get('error')).toBe('invalid_request')
    expect(server.reasons()).toEqual([reason])
  })
})
