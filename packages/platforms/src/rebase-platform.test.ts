import { describe, expect, it } from 'vitest'
import { audius } from './audius.ts'
import { rebasePlatform } from './rebase-platform.ts'
import { standard } from './standard.ts'

describe('a platform moved to another base', () => {
  it('has its base as issuer and every endpoint under it', () => {
    const moved = rebasePlatform(audius, 'http://127.0.0.1:4700/audius')
    expect(moved.issuer).toBe('http://127.0.0.1:4700/audius')
    expect(moved.endpoints).toEqual({
      authorization: 'http://127.0.0.1:4700/audius/v1/oauth/authorize',
      token: 'http://127.0.0.1:4700/audius/v1/oauth/token',
      revocation: 'http://127.0.0.1:4700/audius/v1/oauth/revoke',
      userinfo: 'http://127.0.0.1:4700/audius/v1/me',
    })
  })

  it('is no placeholder any more, has the same endpoints as before, and is otherwise the same', () => {
    const moved = rebasePlatform(standard, 'https://login.example')
    expect(moved.issuerIsPlaceholder).toBe(false)
    expect(Object.keys(moved.endpoints).sort()).toEqual(Object.keys(standard.endpoints).sort())
    expect(moved.resourceServers).toEqual([moved.issuer])
    const { issuer, issuerIsPlaceholder, endpoints, resourceServers } = standard
    expect({ ...moved, issuer, issuerIsPlaceholder, endpoints, resourceServers }).toEqual(standard)
  })

  it('stays where it is when moved to its own issuer, and can be moved again', () => {
    expect(rebasePlatform(audius, audius.issuer)).toEqual(audius)
    const once = rebasePlatform(standard, 'https://login.example')
    expect(rebasePlatform(once, 'https://other.example/standard').endpoints.token).toBe('https://other.example/standard/oauth/token')
  })

  it('keeps the path that an endpoint has of its own, whatever host it is on', () => {
    const platform = {
      ...audius,
      issuer: 'https://audius.example/auth',
      endpoints: { ...audius.endpoints, token: 'https://tokens.example/v2/token' },
    }

    expect(rebasePlatform(platform, 'http://127.0.0.1:4700/audius').endpoints.token).toBe('http://127.0.0.1:4700/audius/v2/token')
  })

  it('does not change the description it was given', () => {
    const before = JSON.stringify(audius)
    rebasePlatform(audius, 'https://login.example')
    expect(JSON.stringify(audius)).toBe(before)
  })

  it('drops slashes at the end of a base', () => {
    expect(rebasePlatform(audius, 'https://login.example/').issuer).toBe('https://login.example')
    expect(rebasePlatform(audius, 'https://login.example/a//').endpoints.userinfo).toBe('https://login.example/a/v1/me')
  })

  it.each([
    '',
    'login.example',
    '/audius',
    'ftp://login.example',
    'javascript:alert(1)',
    'https://login.example?x=1',
    'https://login.example/#a',
    'https://me@login.example',
    'https://:secret@login.example',
    'https://login.example/?',
    'https://login.example/#',
  ])('throws a TypeError for the base %j', (base) => {
    expect(() => rebasePlatform(audius, base)).toThrow(TypeError)
  })
})
