import { describe, expect, it } from 'vitest'
import { createServerClient } from '../create-server-client.ts'
import { audius, soundcloud } from '../index.ts'

describe('the reply to a server', () => {
  const modeOf = (platform: typeof audius | typeof soundcloud): readonly string[] => {
    const client = createServerClient({ platform, clientId: 'client-1', redirectUri: 'https://app.example/callback' })
    return new URL(client.begin().url).searchParams.getAll('response_mode')
  }

  it('is asked for in the query where the platform would put it behind the #, which no server sees', () => {
    expect(modeOf(audius)).toEqual(['query'])
  })

  it('is not asked for where it comes there anyway', () => {
    expect(modeOf(soundcloud)).toEqual([])
  })
})
