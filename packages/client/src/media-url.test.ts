import { auphonic, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../test/sign-in-world.ts'
import { createClient } from './create-client.ts'
import { apiKey, basic } from './credentials.ts'
import { mediaUrl } from './media-url.ts'

const client = createClient({ platform: auphonic, credentials: apiKey('key&1') })

describe('mediaUrl', () => {
  it('[RFC 6750 §2.3] puts the token into the query, and keeps what else is there', async () => {
    expect(await mediaUrl(client, 'https://auphonic.com/api/download/a.mp3?x=1#t=10')).toBe(
      'https://auphonic.com/api/download/a.mp3?x=1&bearer_token=key%261#t=10',
    )
    expect(await mediaUrl(client, 'https://auphonic.com/a?bearer_token=old')).toBe('https://auphonic.com/a?bearer_token=key%261')
  })

  it('works where the platform runs on loopback, below its own path only', async () => {
    const local = createClient({ platform: auphonic, credentials: apiKey('key-1'), baseUrl: 'http://127.0.0.1:4700/auphonic' })

    expect(await mediaUrl(local, 'http://127.0.0.1:4700/auphonic/a.mp3')).toBe('http://127.0.0.1:4700/auphonic/a.mp3?bearer_token=key-1')
    expect(await codeOf(mediaUrl(local, 'http://127.0.0.1:4700/soundcloud/a.mp3'))).toBe('configuration')
  })

  it.each([
    'http://auphonic.com/a.mp3',
    'https://evil.example/a.mp3',
    'https://auphonic.com.evil/a.mp3',
    'https://me@auphonic.com/a.mp3',
    '//evil.example/a.mp3',
    '/api/a.png',
    'javascript:alert(1)',
    'https://',
  ])('puts no token into %s', async (url) => {
    expect(await codeOf(mediaUrl(client, url))).toBe('configuration')
  })

  it('puts no token where somebody in between could read it', async () => {
    const plain = createClient({ platform: auphonic, credentials: apiKey('key-1'), baseUrl: 'http://studio.example/auphonic' })

    expect(await codeOf(mediaUrl(plain, 'http://studio.example/auphonic/a.mp3'))).toBe('configuration')
  })

  it('is configuration where the platform takes no tokens in URLs, and where there is no token', async () => {
    const noParameter = createClient({ platform: soundcloud, clientId: 'demo', redirectUri: 'https://app.example/' })
    const noToken = createClient({ platform: auphonic, credentials: basic('ray', 'opensesame') })

    expect(await codeOf(mediaUrl(noParameter, 'https://api.soundcloud.com/a'))).toBe('configuration')
    expect(await codeOf(mediaUrl(noToken, 'https://auphonic.com/a'))).toBe('configuration')
  })
})
