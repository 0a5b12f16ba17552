import { parseRedirectUri } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import { createDemoClients } from './demo-clients.ts'

describe('the demo clients', () => {
  it.each(knownPlatforms.map((platform) => [platform.id, platform] as const))('of %s keep the rules of the platform', (_, platform) => {
    const clients = createDemoClients(platform, 0)

    expect(clients.length).toBeGreaterThan(0)
    expect(new Set(clients.map(({ client }) => client.id)).size).toBe(clients.length)
    for (const { client, secret } of clients) {
      expect(platform.client.authenticationMethods).toContain(client.authenticationMethod)
      expect(secret === null).toBe(client.authenticationMethod === 'none')
      for (const uri of client.redirectUris) expect(parseRedirectUri(uri, platform.redirectUris)).toMatchObject({ ok: true })
      if (platform.client.idFormat.kind !== 'base64url') expect(client.id).toHaveLength(platform.client.idFormat.length)
    }
  })

  it('are a page where a client needs no secret, and a backend where it needs one', () => {
    const kinds = Object.fromEntries(
      knownPlatforms.map((platform) => [platform.id, createDemoClients(platform, 0).map(({ client }) => client.name)]),
    )

    expect(kinds).toEqual({
      standard: ['Stagedoor demo', 'Stagedoor demo backend', 'Stagedoor demo on the desktop'],
      audiotool: ['Stagedoor demo'],
      audius: ['Stagedoor demo'],
      'audius-legacy': ['Stagedoor demo'],
      soundcloud: ['Stagedoor demo backend'],
      auphonic: ['Stagedoor demo backend', 'Stagedoor demo on the desktop'],
    })
  })
})
