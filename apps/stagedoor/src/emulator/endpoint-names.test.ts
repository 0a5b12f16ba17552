import { audiotool, type PlatformDescription, rebasePlatform, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type EndpointNames, nameEndpoints } from './endpoint-names.ts'

function nameAt(description: PlatformDescription, baseUrl: string): EndpointNames {
  const platform = rebasePlatform(description, baseUrl)
  return nameEndpoints({ platform, basePath: new URL(baseUrl).pathname.replace(/\/$/, '') })
}

describe('the names of endpoints', () => {
  it.each(['http://127.0.0.1:4700/standard', 'https://login.example'])(
    'are the roles of the description, wherever it runs: %s',
    (baseUrl) => {
      const { nameOf } = nameAt(standard, baseUrl)
      const paths = [
        '/oauth/token',
        '/oauth/userinfo',
        '/interaction/sign-in',
        '/.well-known/openid-configuration',
        '/oauth/token/',
        '/other',
        '',
      ]

      expect(paths.map(nameOf)).toEqual(['token', 'userinfo', 'signIn', 'metadata', 'resource', 'resource', 'resource'])
    },
  )

  it('are those that a platform has', () => {
    const [ours, theirs] = [nameAt(standard, 'https://a.example').known, nameAt(audiotool, 'https://a.example').known]

    expect(ours).toEqual(expect.arrayContaining(['authorization', 'token', 'introspection', 'signIn', 'consent', 'metadata', 'resource']))
    expect(theirs).toContain('popupStart')
    expect(theirs).not.toContain('introspection')
    expect(new Set(theirs).size).toBe(theirs.length)
  })
})
