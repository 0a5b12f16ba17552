import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { audius, audiusLegacy } from '@stagedoor/platforms'
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestEmulator } from '../../test/start-emulator.ts'
import { type Emulator, startEmulator } from './start-emulator.ts'

/** `fetch` does not let a program choose `Host`. */
async function get({ announcement }: Emulator, host: string, path: string) {
  const { hostname, port } = new URL(announcement.url)
  const sent = request({ hostname, port, path, headers: { host } })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, location: response.headers.location, text }
}

const wellKnown = '/.well-known/oauth-authorization-server'

describe('the host of a platform', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator()
    return () => emulator.close()
  })

  it.each([
    ['oauth.audiotool.com', 'https://oauth.audiotool.com'],
    ['accounts.audiotool.com', 'https://accounts.audiotool.com'],
    ['rpc.audiotool.com', 'https://rpc.audiotool.com'],
    ['audius.co', 'https://audius.co'],
    ['api.audius.co', 'https://api.audius.co'],
    ['audius-api', 'http://audius-api'],
    ['secure.soundcloud.com', 'https://secure.soundcloud.com'],
    ['api.soundcloud.com', 'https://api.soundcloud.com'],
    ['auphonic.com', 'https://auphonic.com'],
  ])('%s serves all of the platform, under its own name', async (host, origin) => {
    const { status, text } = await get(emulator, host, wellKnown)

    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ issuer: origin, authorization_endpoint: expect.stringContaining(`${origin}/`) })
  })
})

describe('a host of two platforms', () => {
  it.each(['api.audius.co', 'audius-api'])('%s has the pages of the first, and what apps call of both', async (host) => {
    const emulator = await startTestEmulator()

    expect((await get(emulator, host, '/v1/me')).status).toBe(401)
    expect((await get(emulator, host, '/v1/users/verify_token?token=x')).status).not.toBe(405)
    expect((await get(emulator, host, '/v1/users/verify_token')).text).not.toMatch(/nothing at this address/)
    expect((await get(emulator, host, '/oauth/auth')).text).toMatch(/nothing at this address/)
    expect((await get(emulator, 'audius.co', '/v1/me')).status).toBe(404)
  })

  it('is the second one’s own when the first does not run', async () => {
    const emulator = await startTestEmulator({ platforms: [audiusLegacy] })

    expect((await get(emulator, 'api.audius.co', '/oauth/auth')).text).not.toMatch(/nothing at this address/)
    expect((await get(emulator, 'api.audius.co', '/v1/me')).status).toBe(404)
  })

  it.each([[[audius, audiusLegacy]], [[audiusLegacy, audius]]])('is the same one’s whatever was asked for first', async (platforms) => {
    const emulator = await startTestEmulator({ platforms })
    await get(emulator, 'api.audius.co', '/v1/users/verify_token?token=x')

    expect(JSON.parse((await get(emulator, 'api.audius.co', wellKnown)).text)).toMatchObject({
      token_endpoint: 'https://api.audius.co/v1/oauth/token',
    })
  })
})
