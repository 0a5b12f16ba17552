import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import { listPlatformHosts } from './platform-hosts.ts'

describe('the hosts of platforms', () => {
  it('are those that the descriptions name, each once', () => {
    expect(listPlatformHosts([audius, audius])).toEqual({ secure: ['api.audius.co'], plain: ['audius-api'] })
  })

  it('are also those of endpoints and APIs', () => {
    const made = {
      ...audius,
      issuer: 'https://issuer.example',
      aliasOrigins: ['https://alias.example', 'http://alias'],
      endpoints: { authorization: 'https://login.example/authorize', userinfo: 'https://issuer.example/me' },
      resourceServers: ['https://api.example/v1'],
    }

    expect(listPlatformHosts([made])).toEqual({
      secure: ['issuer.example', 'alias.example', 'login.example', 'api.example'],
      plain: ['alias'],
    })
  })

  it('hold no placeholder', () => {
    expect(listPlatformHosts([standard])).toEqual({ secure: [], plain: [] })
  })

  it('hold nothing of this machine', () => {
    const { secure, plain } = listPlatformHosts(knownPlatforms)

    for (const host of [...secure, ...plain]) expect(host).not.toMatch(/^localhost$|^\[|^\d+\.\d+|\.localhost$/)
  })
})
